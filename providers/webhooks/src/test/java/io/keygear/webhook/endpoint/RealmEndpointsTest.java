package io.keygear.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;

final class RealmEndpointsTest {

    @Test
    void what_is_gone_is_forgotten() {
        RealmEndpoints endpoints = new RealmEndpoints();
        Endpoint first = endpoints.parse(component("first")).orElseThrow();
        Endpoint second = endpoints.parse(component("second")).orElseThrow();

        endpoints.retain(Set.of("second"));

        assertThat(endpoints.parse(component("second"))).containsSame(second);
        assertThat(endpoints.parse(component("first")).orElseThrow()).isNotSameAs(first);
    }

    /** All threads of a server read the same object out of its realm cache. */
    @Test
    void who_reads_a_component_does_not_change_it() {
        ComponentModel component = component("some");
        ComponentModel before = new ComponentModel(component);

        assertThat(new RealmEndpoints().parse(component)).isPresent();

        assertThat(component.getConfig()).isEqualTo(before.getConfig());
    }

    private static ComponentModel component(String id) {
        ComponentModel component = new ComponentModel();
        component.setId(id);
        component.setParentId("realm");
        component.put("url", "https://example.com/hook");
        component.put("events", "user.login");
        return component;
    }
}
