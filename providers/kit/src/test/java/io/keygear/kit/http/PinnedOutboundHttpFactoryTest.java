package io.keygear.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.kit.config.InvalidConfigurationException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;

class PinnedOutboundHttpFactoryTest {

    private static final String PROPERTY = "keycloak.outbound-http.default.allowed-private-addresses";
    private static final URI LOOPBACK = URI.create("http://127.0.0.1:8080/");

    private final PinnedOutboundHttpFactory factory = new PinnedOutboundHttpFactory();

    @AfterEach
    void close() {
        System.clearProperty(PROPERTY);
        factory.close();
    }

    @Test
    void forbidsPrivateAddressesByDefault() {
        start();

        assertThat(factory.create(null).refusal(LOOPBACK)).isPresent();
    }

    @Test
    void allowsWhatTheOperatorListed() {
        System.setProperty(PROPERTY, "127.0.0.0/8, ::1/128");
        start();

        assertThat(factory.create(null).refusal(LOOPBACK)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.0/40", "127.0.0.1/8", "127.0.0.0/8;10.0.0.0/8"})
    void stopsTheStartWhenTheListIsMalformed(String list) {
        System.setProperty(PROPERTY, list);

        assertThatThrownBy(this::start)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("allowed-private-addresses")
                .hasMessageContaining("use blocks such as 10.20.0.0/16");
    }

    private void start() {
        factory.init(Config.scope(OutboundHttpSpi.NAME, PinnedOutboundHttpFactory.ID));
        factory.postInit(null);
    }
}
