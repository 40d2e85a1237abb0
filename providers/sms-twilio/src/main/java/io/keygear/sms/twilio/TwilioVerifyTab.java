package io.keygear.sms.twilio;

import io.keygear.kit.admin.SettingsTab;
import io.keygear.spi.sms.SmsSender;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** The tab "SMS by Twilio Verify" of the realm settings. */
public final class TwilioVerifyTab extends SettingsTab {

    public TwilioVerifyTab() {
        super("keygear-sms-twilio-verify", SmsSender.class, TwilioVerifySenderFactory.ID);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return new TwilioVerifySenderFactory().getConfigProperties();
    }
}
