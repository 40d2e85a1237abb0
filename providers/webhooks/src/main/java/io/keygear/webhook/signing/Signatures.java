package io.keygear.webhook.signing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The keys that are valid now, and the header they yield together (Standard Webhooks, "Signature scheme"). */
public record Signatures(List<SigningKey> keys) {

    /** Copies the keys. */
    public Signatures {
        keys = List.copyOf(keys);
    }

    /**
     * The value of {@code webhook-signature}: one signature for each key, the newest first.
     *
     * @param id the value of {@code webhook-id}
     * @param at the time of this attempt, sent in whole seconds as {@code webhook-timestamp}
     * @param body the exact bytes that are sent
     */
    public String header(String id, Instant at, byte[] body) {
        byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream content = new ByteArrayOutputStream(head.length + body.length);
        content.writeBytes(head);
        content.writeBytes(body);
        byte[] signed = content.toByteArray();
        return keys.stream().map(key -> key.sign(signed)).collect(Collectors.joining(" "));
    }
}
