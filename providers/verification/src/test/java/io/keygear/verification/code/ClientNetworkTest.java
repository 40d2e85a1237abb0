package io.keygear.verification.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

    @Test
    void an_ipv4_address_stands_for_itself() {
        assertThat(ClientNetwork.of("203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void an_ipv6_address_counts_by_its_64() {
        assertThat(ClientNetwork.of("2001:db8:1:2::1"))
                .isEqualTo(ClientNetwork.of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
    }

    @Test
    void a_mapped_address_is_the_ipv4_address() {
        assertThat(ClientNetwork.of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void a_name_is_never_looked_up() {
        assertThat(ClientNetwork.of("client.invalid")).isEqualTo("client.invalid");
        assertThat(ClientNetwork.of("not:an:address")).isEqualTo("not:an:address");
    }
}
