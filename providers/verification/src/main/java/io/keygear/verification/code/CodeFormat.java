package io.keygear.verification.code;

import java.text.Normalizer;
import java.util.random.RandomGenerator;

/** How a code looks, and how what people type is read as one. */
public enum CodeFormat {
    /** Decimal digits; every number of that many digits can occur, leading zeros too. */
    NUMERIC {
        @Override
        String letters() {
            return "0123456789";
        }

        @Override
        int read(int character) {
            int digit = Character.digit(character, 10);
            return digit < 0 ? character : '0' + digit;
        }
    },
    /** Crockford's base32: case does not matter, and I, L, O are read as the digits they look like. */
    COMPLEX {
        @Override
        String letters() {
            return "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        }

        @Override
        int read(int character) {
            return switch (character) {
                case 'O', 'o' -> '0';
                case 'I', 'i', 'L', 'l' -> '1';
                default -> NUMERIC.read(Character.toUpperCase(character));
            };
        }
    };

    /** More than anybody types for a code; the rest of a longer input is not looked at. */
    private static final int LONGEST_INPUT = 64;

    abstract String letters();

    abstract int read(int character);

    /** A new code of {@code length} letters, each drawn without bias. */
    String generate(RandomGenerator random, int length) {
        String letters = letters();
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(letters.charAt(random.nextInt(letters.length())));
        }
        return code.toString();
    }

    /**
     * What was typed, as a code would be written: spaces, dashes and invisible characters are dropped, full-width and
     * other scripts' digits become ASCII. Empty when nothing is left.
     */
    String normalise(String typed) {
        String compatible =
                Normalizer.normalize(typed.substring(0, Math.min(typed.length(), LONGEST_INPUT)), Normalizer.Form.NFKC);
        StringBuilder code = new StringBuilder(compatible.length());
        compatible.codePoints().filter(CodeFormat::isMeant).map(this::read).forEach(code::appendCodePoint);
        return code.toString();
    }

    private static boolean isMeant(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.DASH_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION -> false;
            default -> true;
        };
    }
}
