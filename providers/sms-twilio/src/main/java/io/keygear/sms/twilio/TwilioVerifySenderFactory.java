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

/** Makes the sender {@code twilio-verify}. */
public final class TwilioVerifySenderFactory implements SmsSenderFactory {

    /** The provider id. */
    public static final String ID = "twilio-verify";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Has Twilio Verify make the codes, send them and compare what people type. Keygear's limits apply first.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return TwilioVerifyOptions.properties();
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        AccountOptions.requireReachable(read(session, model).account(), session.getProvider(OutboundHttp.class));
    }

    @Override
    public SmsSender create(KeycloakSession session, ComponentModel model) {
        return new TwilioVerifySender(read(session, model), session.getProvider(OutboundHttp.class));
    }

    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel model) {
        new TwilioVerifyTab().follow(realm, model);
    }

    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel previous, ComponentModel model) {
        new TwilioVerifyTab().follow(realm, model);
    }

    private static TwilioVerifyOptions.Verification read(KeycloakSession session, ComponentModel model) {
        return TwilioVerifyOptions.read(new OutboundSecrets(session, ConfigSource.of(model)));
    }
}
