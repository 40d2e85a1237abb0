package io.keygear.sms.twilio;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.spi.sms.SmsSenderOptions;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.provider.ProviderConfigProperty;

/** The options of the sender {@code twilio-verify} beside those of its account. */
final class TwilioVerifyOptions {

    static final ConfigOption<String> SERVICE_SID = AccountOptions.sid("verify-service-sid", "VA")
            .label("Verify service SID")
            .help("VA and 32 hexadecimal digits. The service's codes must be as long as the realm's code-length says,"
                    + " as the page tells people that length.");

    private TwilioVerifyOptions() {}

    static List<ProviderConfigProperty> properties() {
        return Stream.of(SmsSenderOptions.ALL, AccountOptions.CREDENTIALS, List.of(SERVICE_SID), AccountOptions.PLACE)
                .flatMap(List::stream)
                .map(ConfigOption::property)
                .toList();
    }

    /**
     * Reads the options of a sender.
     *
     * @throws io.keygear.kit.config.InvalidConfigurationException when one of them cannot be used
     */
    static Verification read(ConfigSource source) {
        SmsSenderOptions.validate(source);
        return new Verification(AccountOptions.read(source), SERVICE_SID.read(source));
    }

    /**
     * Verify as one component has set it up.
     *
     * @param account that pays
     * @param serviceSid of the service, which has the texts, the length and the life of codes
     */
    record Verification(TwilioAccount account, String serviceSid) {}
}
