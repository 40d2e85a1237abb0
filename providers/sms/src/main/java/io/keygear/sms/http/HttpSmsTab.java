package io.keygear.sms.http;

import io.keygear.kit.admin.SettingsTab;
import io.keygear.spi.sms.SmsSender;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** The tab "SMS by HTTP" of the realm settings. */
public final class HttpSmsTab extends SettingsTab {

    public HttpSmsTab() {
        super("keygear-sms-http", SmsSender.class, HttpSmsSenderFactory.ID);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return new HttpSmsSenderFactory().getConfigProperties();
    }
}
