package io.keygear.tests.inbox;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that arrived.
 *
 * @param text headers left out, all parts as they were sent
 * @param plain the part in plain text, decoded; empty if there is none
 * @param html the part in HTML, decoded; empty if there is none
 */
public record Mail(String to, String subject, String text, String plain, String html) {

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    static Mail of(MimeMessage message) {
        try {
            return new Mail(
                    message.getAllRecipients()[0].toString(),
                    message.getSubject(),
                    GreenMailUtil.getBody(message),
                    part(message, "text/plain"),
                    part(message, "text/html"));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first number of exactly six digits in the plain text. */
    public String code() {
        Matcher code = CODE.matcher(plain);
        if (!code.find()) {
            throw new AssertionError("No code of six digits in: " + plain);
        }
        return code.group();
    }

    private static String part(MimeMessage message, String type) throws MessagingException, IOException {
        if (message.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.isMimeType(type)) {
                    return String.valueOf(part.getContent());
                }
            }
            return "";
        }
        return message.isMimeType(type) ? String.valueOf(message.getContent()) : "";
    }
}
