package io.keygear.tests.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.keygear.tests.receiver.Hook;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a receiver does with the public library of Standard Webhooks. */
final class Verification {

    private final Webhook webhook;

    private Verification(Webhook webhook) {
        this.webhook = webhook;
    }

    /** With a secret as the server showed it. */
    static Verification of(String secret) {
        return new Verification(new Webhook(secret));
    }

    /** Throws when the hook was not signed with the secret. */
    void accept(Hook hook) throws WebhookVerificationException {
        HttpHeaders headers = HttpHeaders.of(
                hook.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                (name, value) -> true);
        webhook.verify(hook.body(), headers);
    }
}
