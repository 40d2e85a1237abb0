package io.keygear.tests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.RealmSetup;

/** A realm without anything of ours, to test the harness itself. */
public final class PlainRealm implements RealmSetup {

    @Override
    public void apply(ObjectNode realm, KeycloakServer server) {
        realm.remove("loginTheme");
        realm.remove("components");
        realm.remove("browserFlow");
        realm.remove("authenticationFlows");
        realm.remove("authenticatorConfig");
        realm.remove("requiredActions");
        realm.path("users").forEach(user -> ((ObjectNode) user).putArray("requiredActions"));
    }
}
