package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where Keycloak traces, receivers go on from its own span (W3C Trace Context, section 3.2.2). */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class TracingIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final RealmFixture realm;
    private final Endpoints endpoints;

    TracingIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm, Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS));
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void a_trace_that_a_request_brings_along_goes_on_with_the_span_of_keycloak() {
        assertThat(traceparent("continued", Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-00")))
                .matches("00-" + TRACE + "-(?!0{16})[0-9a-f]{16}-00")
                .doesNotContain(PARENT);
    }

    @Test
    void a_trace_begins_where_there_is_none() {
        String one = traceparent("begun", Map.of());
        assertThat(one).matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00");
        assertThat(traceparent("another", Map.of())).isNotEqualTo(one);
    }

    private String traceparent(String name, Map<String, String> headers) {
        endpoints.add("/" + name, List.of("admin.user.create"), Map.of());
        realm.admin().send("POST", realm.name() + "/users", Map.of("username", name), headers);
        Hook hook = endpoints
                .receiver()
                .await(1, found -> found.path().equals("/" + name))
                .get(0);
        return hook.headers().getOrDefault("traceparent", "");
    }
}
