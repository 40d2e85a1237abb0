package io.keygear.webhook.outbox;

import java.util.regex.Pattern;

/**
 * Foreign text as the outbox keeps it. Not every database takes every character (a NUL, an emoji where texts have three
 * bytes at most, anything beyond Latin-1), and a receiver must not be able to make a row that is refused. So all but
 * printable ASCII is kept as {@code \}{@code uXXXX}, for each UTF-16 unit, and so is the backslash itself.
 */
final class PlainText {

    private static final Pattern UNIT = Pattern.compile("\\\\u([0-9a-f]{4})");

    private PlainText() {}

    static String kept(String text) {
        StringBuilder kept = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= ' ' && unit <= '~' && unit != '\\') {
                kept.append(unit);
            } else {
                kept.append(String.format("\\u%04x", (int) unit));
            }
        }
        return kept.toString();
    }

    static String shown(String kept) {
        return UNIT.matcher(kept).replaceAll(unit -> {
            char one = (char) Integer.parseInt(unit.group(1), 16);
            return one == '\\' || one == '$' ? "\\" + one : String.valueOf(one);
        });
    }
}
