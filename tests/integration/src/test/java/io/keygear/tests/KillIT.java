package io.keygear.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import org.junit.jupiter.api.Test;

/** A server that was killed comes back with what it had stored. */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class KillIT {

    @Test
    void what_was_committed_survives_a_kill(RealmFixture realm, KeycloakServer server) {
        Person dora = realm.newPerson("dora", user -> {});

        server.kill();
        server.start();

        System.out.println("restart after a kill: " + server.startTime());
        assertThat(realm.user(dora).path("username").asText()).isEqualTo("dora");
    }
}
