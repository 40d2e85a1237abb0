package io.keygear.sms.twilio;

import com.twilio.security.RequestValidator;
import io.keygear.spi.sms.Receipt;
import io.keygear.spi.sms.ReceiptRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads Twilio's status callbacks. Twilio signs the address it called and the form it posted with the account's auth
 * token (HMAC-SHA-1 in {@code X-Twilio-Signature}); the address is the public one, whatever proxy stands before us.
 *
 * @param authToken the key of the signature; never shown
 */
record Receipts(String authToken) {

    private static final Pattern SID = Pattern.compile("(?:SM|MM)[0-9a-fA-F]{32}");
    private static final Pattern CODE = Pattern.compile("\\d{4,6}");

    /** What the request says, if Twilio wrote it. */
    Receipt read(ReceiptRequest request) {
        Map<String, String> form;
        try {
            form = form(request.body().text());
        } catch (IllegalArgumentException malformed) {
            return new Receipt.Malformed();
        }
        String signature = request.header("X-Twilio-Signature").orElse("");
        boolean genuine = new RequestValidator(authToken).validate(request.url().toString(), form, signature);
        return genuine ? read(form) : new Receipt.Forged();
    }

    private static Receipt read(Map<String, String> form) {
        String sid = form.getOrDefault("MessageSid", "");
        if (!SID.matcher(sid).matches()) {
            return new Receipt.Malformed();
        }
        return switch (form.getOrDefault("MessageStatus", "")) {
            case "delivered", "read" -> new Receipt.Delivered(sid);
            case "undelivered", "failed", "canceled" -> undelivered(sid, form.getOrDefault("ErrorCode", ""));
            default -> new Receipt.Progress(sid);
        };
    }

    private static Receipt undelivered(String sid, String code) {
        return CODE.matcher(code).matches()
                ? new Receipt.Undelivered(sid, TwilioErrors.ofReceipt(Integer.parseInt(code)), code)
                : new Receipt.Undelivered(sid, TwilioErrors.ofReceipt(null), null);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    @Override
    public String toString() {
        return "Receipts";
    }
}
