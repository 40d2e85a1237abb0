package io.keygear.webhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {

    @ParameterizedTest
    @CsvSource({
        "users/1, users, 1",
        "clients/1/roles/a, clients/roles, a",
        "identity-provider/instances/a, identity-provider/instances, a",
        "components/1, components, 1",
        "users/1/role-mappings/realm, users/1/role-mappings/realm, realm",
        "identity-provider/instances/a/mappers/1, identity-provider/instances/a/mappers/1, 1",
        "events, events, events"
    })
    void a_path_tells_what_it_leads_to(String path, String kind, String name) {
        Resource resource = Resource.of(path);

        assertThat(resource.kind()).isEqualTo(kind);
        assertThat(resource.name()).isEqualTo(name);
    }

    @Test
    void the_realm_has_no_path() {
        assertThat(Resource.of(null).kind()).isEmpty();
        assertThat(Resource.of("").orderKey()).isEqualTo("realm");
    }
}
