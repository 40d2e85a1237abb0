package io.keygear.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClientSecretsTest {

    @Test
    void a_secret_is_written_beside_its_client() {
        assertThat(new ClientSecrets(Map.of("shop", "s3cret"))
                        .writeInto("{\"clients\":[{\"clientId\" : \"shop\", \"enabled\":true}]}"))
                .isEqualTo("{\"clients\":[{\"clientId\" : \"shop\", \"secret\": \"s3cret\", \"enabled\":true}]}");
    }

    @Test
    void a_client_that_is_not_in_the_realm_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientSecrets(Map.of("shop", "s3cret")).writeInto("{}"))
                .withMessageContaining("shop");
    }

    @Test
    void nothing_that_would_need_escaping_is_accepted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientSecrets(Map.of("shop", "a\"b")));
    }
}
