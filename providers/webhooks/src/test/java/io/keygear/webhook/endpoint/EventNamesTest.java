package io.keygear.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;

class EventNamesTest {

    @Test
    void names_follow_keycloaks_own() {
        assertThat(EventNames.of(EventType.LOGIN_ERROR)).isEqualTo("user.login_error");
        assertThat(EventNames.of("CLIENT_ROLE", OperationType.UPDATE)).isEqualTo("admin.client_role.update");
    }

    @Test
    void another_extension_may_leave_the_kind_of_thing_out() {
        assertThat(EventNames.of(null, OperationType.ACTION)).isEqualTo("admin.custom.action");
        assertThat(EventNames.all()).contains("admin.custom.action");
    }
}
