package io.keygear.kit.config;

import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RequiredActionConfigModel;

/** Where the raw text of an option comes from: the one place where string maps of Keycloak are seen. */
@FunctionalInterface
public interface ConfigSource {

    /** The raw value of {@code key}; {@code null} or blank when it is not set. */
    @Nullable
    String get(String key);

    /** A realm component, as written by the admin console, a realm file or {@code kcadm}. */
    static ConfigSource of(ComponentModel component) {
        return component.getConfig()::getFirst;
    }

    /** The configuration of one flow execution; {@code null} where the administrator gave none. */
    static ConfigSource of(@Nullable AuthenticatorConfigModel execution) {
        return key -> execution == null || execution.getConfig() == null
                ? null
                : execution.getConfig().get(key);
    }

    /** The configuration of a required action; {@code null} where the administrator gave none. */
    static ConfigSource of(@Nullable RequiredActionConfigModel action) {
        return key -> action == null || action.getConfig() == null
                ? null
                : action.getConfig().get(key);
    }

    /** Options of the server: {@code --spi-<spi>--<provider>--<key>} or {@code KC_SPI_<SPI>__<PROVIDER>__<KEY>}. */
    static ConfigSource of(Config.Scope server) {
        return server::get;
    }
}
