package io.keygear.tests.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What Twilio's documentation says of Verify: it makes a code for a number and sends it in words of its own, compares
 * up to five codes, and forgets a verification that has been approved.
 */
final class VerifyApi {

    static final String START = "/v2/Services/" + FakeTwilio.VERIFY_SERVICE_SID + "/Verifications";
    static final String CHECK = "/v2/Services/" + FakeTwilio.VERIFY_SERVICE_SID + "/VerificationCheck";

    private static final String SERVICE = "/v2/Services/" + FakeTwilio.VERIFY_SERVICE_SID;

    /** Unless somebody set another one. */
    private static final int CODE_LENGTH = 6;

    private static final int MOST_CHECKS = 5;

    private record Pending(String sid, String to, String code, int checks) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /** What a GET of the service says; empty for any other request. */
    static Optional<RawAnswer> service(RawRequest request) {
        return request.method().equals("GET") && request.path().equals(SERVICE)
                ? Optional.of(RawAnswer.json(
                        200,
                        "{\"sid\": \"" + FakeTwilio.VERIFY_SERVICE_SID + "\", \"account_sid\": \""
                                + FakeTwilio.ACCOUNT_SID + "\", \"code_length\": " + CODE_LENGTH + "}"))
                : Optional.empty();
    }

    static boolean speaks(String path) {
        return path.equals(SERVICE) || path.equals(START) || path.equals(CHECK);
    }

    /** A new verification, or the one under way for this number, whose code is sent again. */
    TwilioMessage start(Map<String, String> form) {
        String to = form.getOrDefault("To", "");
        Pending verification = pending.values().stream()
                .filter(one -> one.to().equals(to))
                .findFirst()
                .orElseGet(() -> new Pending(sid(), to, code(), 0));
        pending.put(verification.sid(), verification);
        String text = "Your verification code is: " + verification.code();
        return new TwilioMessage(
                verification.sid(),
                to,
                "",
                "",
                text,
                "",
                "",
                form.getOrDefault("Locale", ""),
                form.getOrDefault("AppHash", ""));
    }

    static RawAnswer created(TwilioMessage message) {
        return verification(201, message.sid(), message.to(), "pending");
    }

    RawAnswer check(Map<String, String> form) {
        Pending found = pending.get(form.getOrDefault("VerificationSid", ""));
        if (found == null) {
            return MessagesApi.error(20404, 404, "The requested resource " + CHECK + " was not found");
        }
        if (!form.getOrDefault("Code", "").matches("\\d{4,10}")) {
            return MessagesApi.error(60200, 400, "Invalid parameter: Code");
        }
        if (found.checks() >= MOST_CHECKS) {
            return MessagesApi.error(60202, 429, "Max check attempts reached");
        }
        if (form.get("Code").equals(found.code())) {
            pending.remove(found.sid());
            return verification(200, found.sid(), found.to(), "approved");
        }
        pending.put(found.sid(), new Pending(found.sid(), found.to(), found.code(), found.checks() + 1));
        return verification(200, found.sid(), found.to(), "pending");
    }

    /** The answer to a request that is not in order; empty when it is. */
    static Optional<RawAnswer> refuseStart(Map<String, String> form) {
        boolean inOrder = form.getOrDefault("To", "").matches("\\+[1-9]\\d{6,14}") && "sms".equals(form.get("Channel"));
        return inOrder ? Optional.empty() : Optional.of(MessagesApi.error(60200, 400, "Invalid parameter `To`"));
    }

    private static RawAnswer verification(int status, String sid, String to, String state) {
        return RawAnswer.json(
                status,
                "{\"sid\": \"" + sid + "\", \"service_sid\": \"" + FakeTwilio.VERIFY_SERVICE_SID
                        + "\", \"account_sid\": \"" + FakeTwilio.ACCOUNT_SID + "\", \"to\": \"" + to
                        + "\", \"channel\": \"sms\", \"status\": \"" + state + "\", \"valid\": "
                        + state.equals("approved") + "}");
    }

    private static String sid() {
        return "VE" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String code() {
        return "%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
    }
}
