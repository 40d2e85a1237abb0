package io.keygear.sms.twilio;

import io.keygear.kit.admin.SettingsTab;
import io.keygear.spi.sms.SmsSender;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** The tab "SMS by Twilio" of the realm settings. */
public final class TwilioSmsTab extends SettingsTab {

    public TwilioSmsTab() {
        super("keygear-sms-twilio", SmsSender.class, TwilioSmsSenderFactory.ID);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return new TwilioSmsSenderFactory().getConfigProperties();
    }
}
