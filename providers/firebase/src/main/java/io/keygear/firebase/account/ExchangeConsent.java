package io.keygear.firebase.account;

import org.keycloak.models.ClientModel;

/** Whether a client has been told that it may exchange Firebase tokens. */
public final class ExchangeConsent {

    /** The client attribute. */
    public static final String ATTRIBUTE = "firebase.exchange.enabled";

    private ExchangeConsent() {}

    /** Whether the attribute is {@code true}. */
    public static boolean isGiven(ClientModel client) {
        return Boolean.parseBoolean(client.getAttribute(ATTRIBUTE));
    }
}
