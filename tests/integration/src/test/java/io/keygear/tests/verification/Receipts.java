package io.keygear.tests.verification;

import io.keygear.tests.actor.Http;
import io.keygear.tests.gateway.TwilioMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio's reports of what became of messages, and its signature below them. */
final class Receipts {

    static final String TOKEN = "0receipt1token2receipt3token4567";

    private Receipts() {}

    /**
     * As Twilio does.
     *
     * @param url where to
     * @param signed the address that it believes to be the receiver's
     */
    static HttpResponse<String> send(String url, String signed, TwilioMessage message, String status, String error) {
        String form = form(message, status, error);
        return post(url, form, sign(signed, form));
    }

    static String form(TwilioMessage message, String status, String error) {
        Map<String, String> form = new TreeMap<>(
                Map.of("MessageSid", message.sid(), "MessageStatus", status, "To", message.to(), "ErrorCode", error));
        form.values().removeIf(String::isEmpty);
        return Http.encode(form.entrySet());
    }

    /** As Twilio documents it: the address, then names and values in the order of the names. */
    static String sign(String url, String form) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            StringBuilder text = new StringBuilder(url);
            new TreeMap<>(Http.query(URI.create("http://x/?" + form)))
                    .forEach((name, value) -> text.append(name).append(value));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse<String> post(String url, String form, String signature) {
        return Http.send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .POST(BodyPublishers.ofString(form)));
    }
}
