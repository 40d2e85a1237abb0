package io.keygear.verification.channel;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;

/**
 * The text of a message with a code: a sentence, and the line by which browsers fill in the code for the page it
 * belongs to (WebOTP, "origin-bound one-time codes"). It is always one SMS segment.
 *
 * @param pattern the sentence, a {@link MessageFormat} with code, name of the realm and minutes
 * @param locale the language of the sentence
 * @param realm what people know the realm as
 * @param host the host people type codes at
 */
record SmsText(String pattern, Locale locale, String realm, String host) {

    private static final int GSM7_SEGMENT = 160;
    private static final int UCS2_SEGMENT = 70;
    private static final String GSM7 =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** The text for one code: with as much of the realm's name as there is room for. */
    String with(String code, Duration lifespan) {
        String bound = "\n\n@" + host + " #" + code;
        long minutes = Math.max(1, lifespan.toMinutes());
        for (int kept = realm.length(); kept > 0; kept--) {
            String text = sentence(code, realm.substring(0, kept).strip(), minutes) + bound;
            if (isOneSegment(text)) {
                return text;
            }
        }
        return isOneSegment(code + bound) ? code + bound : code;
    }

    private String sentence(String code, String name, long minutes) {
        return new MessageFormat(pattern, locale).format(new Object[] {code, name, minutes});
    }

    private static boolean isOneSegment(String text) {
        boolean gsm7 = text.chars().allMatch(character -> GSM7.indexOf(character) >= 0);
        return text.length() <= (gsm7 ? GSM7_SEGMENT : UCS2_SEGMENT);
    }
}
