package io.keygear.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;

final class RealmEndpointsTest {

    /** All threads of a server read the same object out of its realm cache. */
    @Test
    void who_reads_a_component_does_not_change_it() {
        ComponentModel component = new ComponentModel();
        component.setId("some");
        component.setParentId("realm");
        component.put("url", "https://example.com/hook");
        component.put("events", "user.login");
        ComponentModel before = new ComponentModel(component);

        assertThat(new RealmEndpoints().parse(component)).isPresent();

        assertThat(component.getConfig()).isEqualTo(before.getConfig());
    }
}
