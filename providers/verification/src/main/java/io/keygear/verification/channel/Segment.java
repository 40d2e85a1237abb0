package io.keygear.verification.channel;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How much of a text one SMS holds (3GPP TS 23.038, sections 6.1.2.1 and 6.2). */
final class Segment {

    private static final int SEPTETS = 160;
    private static final int UTF16_UNITS = 70;
    private static final BitSet ALPHABET =
            letters("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
    /** Written as two septets. */
    private static final BitSet EXTENSION = letters("\f^{}\\[~]|€");

    private Segment() {}

    /** Whether a text is sent as one message. */
    static boolean isOne(String text) {
        return isGsm(text)
                ? text.length() + text.chars().filter(EXTENSION::get).count() <= SEPTETS
                : text.length() <= UTF16_UNITS;
    }

    /**
     * A text with as much of a name as one message has room for.
     *
     * @param name not empty; its end gives way, by whole letters
     * @param text what is said with (the beginning of) the name
     * @return empty if there is no room for a single letter of the name
     */
    static Optional<String> fitting(String name, UnaryOperator<String> text) {
        return IntStream.range(0, name.length())
                .map(cut -> name.length() - cut)
                .filter(kept -> !Character.isHighSurrogate(name.charAt(kept - 1)))
                .mapToObj(kept -> text.apply(name.substring(0, kept).strip()))
                .filter(Segment::isOne)
                .findFirst();
    }

    /** Whether every letter is of the GSM alphabet, so that there is room for 160 of them. */
    static boolean isGsm(String text) {
        return text.chars().allMatch(letter -> ALPHABET.get(letter) || EXTENSION.get(letter));
    }

    private static BitSet letters(String all) {
        BitSet letters = new BitSet();
        all.chars().forEach(letters::set);
        return letters;
    }
}
