package io.keygear.tests.gateway;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What Twilio's documentation says of the Messages resource: which requests are in order, and what the answers hold. */
final class MessagesApi {

    private static final String PATH = "/2010-04-01/Accounts/%s/Messages.json";
    private static final String E164 = "\\+[1-9]\\d{6,14}";
    private static final int LONGEST_BODY = 1600;
    private static final int LONGEST_VALIDITY = 36_000;

    private MessagesApi() {}

    /** The answer to a request whose body needs no look; empty when it may go on. */
    static Optional<RawAnswer> refuseHead(RawRequest request) {
        String credentials = request.credentials();
        boolean known = credentials.equals(FakeTwilio.ACCOUNT_SID + ":" + FakeTwilio.AUTH_TOKEN)
                || credentials.equals(FakeTwilio.API_KEY_SID + ":" + FakeTwilio.API_KEY_SECRET);
        if (!known) {
            return Optional.of(error(20003, 401, "Authenticate"));
        }
        if (!request.path().equals(PATH.formatted(FakeTwilio.ACCOUNT_SID)) && !VerifyApi.speaks(request.path())) {
            return Optional.of(error(20404, 404, "The requested resource " + request.path() + " was not found"));
        }
        return request.method().equals("POST")
                ? Optional.empty()
                : VerifyApi.service(request).or(() -> Optional.of(error(20004, 405, "Method not allowed")));
    }

    /** The answer to a message that is not in order; empty when it is. Like Twilio's, it repeats the number. */
    static Optional<RawAnswer> refuseForm(Map<String, String> form) {
        String to = form.getOrDefault("To", "");
        String body = form.getOrDefault("Body", "");
        if (to.isEmpty()) {
            return Optional.of(error(21604, 400, "A 'To' phone number is required."));
        }
        if (!to.matches(E164)) {
            return Optional.of(error(21211, 400, "Invalid 'To' Phone Number: " + to));
        }
        if (body.isEmpty()) {
            return Optional.of(error(21602, 400, "Message body is required."));
        }
        if (body.length() > LONGEST_BODY) {
            return Optional.of(error(21617, 400, "The concatenated message body exceeds the 1600 character limit"));
        }
        if (!form.containsKey("From") && !form.containsKey("MessagingServiceSid")) {
            return Optional.of(error(21603, 400, "A 'From' phone number is required."));
        }
        return isValidity(form.getOrDefault("ValidityPeriod", "1"))
                ? Optional.empty()
                : Optional.of(error(20001, 400, "Invalid parameter ValidityPeriod"));
    }

    static TwilioMessage message(Map<String, String> form) {
        return new TwilioMessage(
                "SM" + UUID.randomUUID().toString().replace("-", ""),
                form.getOrDefault("To", ""),
                form.getOrDefault("From", ""),
                form.getOrDefault("MessagingServiceSid", ""),
                form.getOrDefault("Body", ""),
                form.getOrDefault("ValidityPeriod", ""),
                form.getOrDefault("StatusCallback", ""),
                "",
                "");
    }

    static RawAnswer created(TwilioMessage message) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String uri = PATH.formatted(FakeTwilio.ACCOUNT_SID).replace(".json", "/" + message.sid() + ".json");
        String status = message.messagingServiceSid().isEmpty() ? "queued" : "accepted";
        return RawAnswer.json(
                201,
                "{\"account_sid\": \"" + FakeTwilio.ACCOUNT_SID + "\", \"api_version\": \"2010-04-01\", \"body\": "
                        + quote(message.body()) + ", \"date_created\": \"" + now
                        + "\", \"date_sent\": null, \"date_updated\": \"" + now
                        + "\", \"direction\": \"outbound-api\", \"error_code\": null, \"error_message\": null, \"from\": "
                        + orNull(message.from()) + ", \"messaging_service_sid\": "
                        + orNull(message.messagingServiceSid())
                        + ", \"num_media\": \"0\", \"num_segments\": \"1\", \"price\": null, \"price_unit\": \"USD\","
                        + " \"sid\": \"" + message.sid() + "\", \"status\": \"" + status
                        + "\", \"subresource_uris\": {\"media\": \"" + uri.replace(".json", "/Media.json")
                        + "\"}, \"to\": " + quote(message.to()) + ", \"uri\": \"" + uri + "\"}");
    }

    static RawAnswer error(int code, int status, String text) {
        return RawAnswer.json(
                status,
                "{\"code\": " + code + ", \"message\": " + quote(text)
                        + ", \"more_info\": \"https://www.twilio.com/docs/errors/" + code + "\", \"status\": "
                        + status + "}");
    }

    private static boolean isValidity(String seconds) {
        return seconds.matches("\\d{1,5}")
                && Integer.parseInt(seconds) >= 1
                && Integer.parseInt(seconds) <= LONGEST_VALIDITY;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? "null" : quote(text);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (next < ' ') {
                quoted.append(String.format("\\u%04x", (int) next));
            } else {
                quoted.append(next);
            }
        }
        return quoted.append('"').toString();
    }
}
