package io.keygear.sms.http;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.kit.http.OutboundSecrets;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the sender {@code http}: for gateways that need no code of their own. */
public final class HttpSmsSenderFactory implements SmsSenderFactory {

    /** The provider id. */
    public static final String ID = "http";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Hands messages to any gateway that takes a JSON object or a form by HTTP.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return GatewayOptions.properties();
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        Gateway gateway = read(session, model);
        session.getProvider(OutboundHttp.class).refusal(gateway.url()).ifPresent(refusal -> {
            throw new InvalidConfigurationException(GatewayOptions.URL.key(), refusal.problem(), refusal.fix());
        });
    }

    @Override
    public SmsSender create(KeycloakSession session, ComponentModel model) {
        return new HttpSmsSender(read(session, model), session.getProvider(OutboundHttp.class));
    }

    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel model) {
        new HttpSmsTab().follow(realm, model);
    }

    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel previous, ComponentModel model) {
        new HttpSmsTab().follow(realm, model);
    }

    private static Gateway read(KeycloakSession session, ComponentModel model) {
        return GatewayOptions.read(new OutboundSecrets(session, ConfigSource.of(model)));
    }
}
