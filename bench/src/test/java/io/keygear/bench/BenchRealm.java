package io.keygear.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.RealmSetup;

/** A realm with Keycloak's own flows, without brute-force detection, and with tokens that last. */
final class BenchRealm implements RealmSetup {

    @Override
    public void apply(ObjectNode realm, KeycloakServer server) {
        for (String member : new String[] {
            "loginTheme", "components", "browserFlow", "authenticationFlows", "authenticatorConfig", "requiredActions"
        }) {
            realm.remove(member);
        }
        realm.put("bruteForceProtected", false).put("eventsEnabled", false).put("adminEventsEnabled", false);
        realm.put("ssoSessionIdleTimeout", 36_000).put("ssoSessionMaxLifespan", 36_000);
        realm.path("users").forEach(user -> ((ObjectNode) user).putArray("requiredActions"));
    }
}
