package io.keygear.sms.twilio;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.kit.http.OutboundSecrets;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the sender {@code twilio}. */
public final class TwilioSmsSenderFactory implements SmsSenderFactory {

    /** The provider id. */
    public static final String ID = "twilio";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Hands messages to Twilio.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return TwilioOptions.properties();
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        AccountOptions.requireReachable(read(session, model).account(), session.getProvider(OutboundHttp.class));
    }

    @Override
    public SmsSender create(KeycloakSession session, ComponentModel model) {
        return new TwilioSmsSender(read(session, model), session.getProvider(OutboundHttp.class));
    }

    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel model) {
        new TwilioSmsTab().follow(realm, model);
    }

    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel previous, ComponentModel model) {
        new TwilioSmsTab().follow(realm, model);
    }

    private static Messaging read(KeycloakSession session, ComponentModel model) {
        return TwilioOptions.read(new OutboundSecrets(session, ConfigSource.of(model)));
    }
}
