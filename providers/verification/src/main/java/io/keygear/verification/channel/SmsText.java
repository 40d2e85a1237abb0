package io.keygear.verification.channel;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The text of a message with a code: a sentence, and a last line by which the code is found. It is always one SMS
 * segment (3GPP TS 23.038: 160 septets of the GSM alphabet, else 70 UTF-16 units), as carriers bill segments and mix up
 * the parts of longer messages. When there is no room for all, it gives way in this order: the end of the realm's name;
 * the name, the minutes and the rest of the sentence but "your code"; all words; the last line.
 *
 * @param wording the sentences
 * @param realm what people know the realm as
 * @param lastLine by which the code is found
 */
record SmsText(Wording wording, String realm, LastLine lastLine) {

    /**
     * What the message says.
     *
     * @param sentence a {@link MessageFormat} with code, name of the realm and minutes
     * @param brief the shortest sentence that names a code as one, with the code alone
     * @param locale the language of both
     */
    record Wording(String sentence, String brief, Locale locale) {

        String sentence(String code, String name, long minutes) {
            return new MessageFormat(sentence, locale).format(new Object[] {code, name, minutes});
        }

        String brief(String code) {
            return new MessageFormat(brief, locale).format(new Object[] {code});
        }
    }

    /** The end of the message, for programs. */
    sealed interface LastLine {

        /** The line for a code. */
        String with(String code);
    }

    /** For browsers: the code belongs to pages of this host (WICG, Origin-bound one-time codes, section 3). */
    record WebOtp(String host) implements LastLine {
        @Override
        public String with(String code) {
            return "@" + host + " #" + code;
        }
    }

    /** For an Android app, see {@link AndroidApp}. */
    record AppHash(String hash) implements LastLine {
        @Override
        public String with(String code) {
            return hash;
        }
    }

    /** The text for one code. */
    String with(String code, Duration lifespan) {
        String end = "\n\n" + lastLine.with(code);
        long minutes = Math.max(1, lifespan.toMinutes());
        return Segment.fitting(realm, name -> wording.sentence(code, name, minutes) + end)
                .or(() -> Stream.of(wording.brief(code) + end, code + end, wording.brief(code))
                        .filter(Segment::isOne)
                        .findFirst())
                .orElse(code);
    }
}
