package io.keygear.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.Http;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Whether the generator itself is fair: the same thing twice has to come out even. */
@KeygearTest(server = BenchServer.class)
class SmokeBench {

    @Test
    void a_thing_is_as_fast_as_itself(RealmFixture realm) {
        URI keys = URI.create(realm.url() + "/protocol/openid-connect/certs");
        Work get = (thread, turn) -> {
            if (Http.send(HttpRequest.newBuilder(keys)).statusCode() != 200) {
                throw new IllegalStateException("no keys");
            }
        };

        Duel.Result result = new Duel(BenchSettings.fromSystemProperties()).run("certs", get, "again", get);

        assertThat(result.ratio()).isBetween(0.8, 1.25);
    }
}
