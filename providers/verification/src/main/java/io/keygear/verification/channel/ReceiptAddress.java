package io.keygear.verification.channel;

import java.net.URI;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * Where gateways report what became of messages: {@code …/realms/{realm}/sms-receipt/{sender}/{message}}, by the name
 * under which the public reaches Keycloak (its hostname settings, else what a trusted proxy says).
 */
public final class ReceiptAddress {

    /** The first part of the path below the realm. */
    public static final String PATH = "sms-receipt";

    private ReceiptAddress() {}

    /** The address without sender and message. */
    public static URI of(KeycloakSession session, RealmModel realm) {
        return session.getContext()
                .getUri(UrlType.FRONTEND)
                .getBaseUriBuilder()
                .path("realms")
                .path(realm.getName())
                .path(PATH)
                .build();
    }
}
