package io.keygear.tests.server;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes the realm file before it is imported; needs a constructor without parameters. */
public interface RealmSetup {

    /** Edits the realm's JSON in place. */
    void apply(ObjectNode realm, KeycloakServer server);

    /** The realm as it is. */
    final class AsExported implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {}
    }
}
