package io.keygear.webhook.signing;

/** Signs deliveries; one endpoint may have several, and a receiver accepts what any of them signed. */
public sealed interface SigningKey permits SharedSecret, PrivateKey {

    /**
     * One signature as it stands in the header {@code webhook-signature}: a version, a comma, and base64.
     *
     * @param content id, timestamp and body, joined by full stops
     */
    String sign(byte[] content);
}
