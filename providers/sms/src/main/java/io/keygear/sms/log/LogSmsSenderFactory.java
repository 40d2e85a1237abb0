package io.keygear.sms.log;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.ServerMode;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.spi.sms.SmsSenderOptions;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Makes the sender {@code log}, in development mode alone: anywhere else it can neither be configured nor, should a
 * realm bring it along, be used.
 */
public final class LogSmsSenderFactory implements SmsSenderFactory {

    /** The provider id. */
    public static final String ID = "log";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Writes messages, numbers and codes included, to the server's console. Development mode only.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ConfigOption.properties(SmsSenderOptions.ENABLED, SmsSenderOptions.PRIORITY, SmsSenderOptions.COUNTRIES);
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        requireDevelopment();
        SmsSenderOptions.validate(ConfigSource.of(model));
    }

    @Override
    public SmsSender create(KeycloakSession session, ComponentModel model) {
        requireDevelopment();
        return new LogSmsSender();
    }

    private static void requireDevelopment() {
        if (!ServerMode.isDevelopment()) {
            throw new ComponentValidationException("The sender log writes phone numbers and codes to the console, so it"
                    + " works in development mode only: use another sender, or start the server with start-dev.");
        }
    }
}
