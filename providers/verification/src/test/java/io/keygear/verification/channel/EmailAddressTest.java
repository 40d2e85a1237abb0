package io.keygear.verification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @Test
    void an_address_is_kept_as_keycloak_keeps_it() {
        assertThat(EmailAddress.read(" Anna@Example.com ")).contains(new EmailAddress("anna@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "anna@", "@example.com", "anna@exa mple.com", "a@b@c"})
    void what_is_no_address_is_not_read(String typed) {
        assertThat(EmailAddress.read(typed)).isEmpty();
    }

    @Test
    void a_log_shows_little_of_it() {
        assertThat(new EmailAddress("anna@example.com")).hasToString("a•••••@example.com");
    }
}
