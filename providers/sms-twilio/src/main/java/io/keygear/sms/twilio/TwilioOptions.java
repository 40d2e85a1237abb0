package io.keygear.sms.twilio;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.spi.sms.SmsSenderOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.provider.ProviderConfigProperty;

/** The options of the sender {@code twilio} beside those of its account, and the one place where they are read. */
final class TwilioOptions {

    static final ConfigOption<String> MESSAGING_SERVICE_SID = AccountOptions.sid("messaging-service-sid", "MG")
            .label("Messaging service SID")
            .help("MG and 32 hexadecimal digits: the service that chooses what a message is sent from.");
    static final ConfigOption<String> FROM = ConfigOption.text("from")
            .label("From")
            .help("Instead of a messaging service: a number with + and country code, a short code, or a name of at"
                    + " most 11 letters, digits and spaces.")
            .parsedBy(AccountOptions.matching(
                    "\\+[1-9]\\d{6,14}|\\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ._&+-]{1,11}",
                    "is no sender that Twilio takes",
                    "use a number such as +447700900123, a short code, or a name of at most 11 characters"));
    static final ConfigOption<String> RECEIPT_AUTH_TOKEN = ConfigOption.secret("receipt-auth-token")
            .label("Auth token for receipts")
            .help("The account's auth token, with which Twilio signs its receipts. When it is set, Twilio is asked to"
                    + " report to Keycloak's public address what became of each message. May be a vault reference.")
            .parsedBy(AccountOptions.IS_SECRET);

    private TwilioOptions() {}

    static List<ProviderConfigProperty> properties() {
        return Stream.of(
                        SmsSenderOptions.ALL,
                        AccountOptions.CREDENTIALS,
                        List.of(MESSAGING_SERVICE_SID, FROM, RECEIPT_AUTH_TOKEN),
                        AccountOptions.PLACE)
                .flatMap(List::stream)
                .map(ConfigOption::property)
                .toList();
    }

    /**
     * Reads the options of a sender.
     *
     * @throws InvalidConfigurationException when one of them cannot be used, or they do not go together
     */
    static Messaging read(ConfigSource source) {
        SmsSenderOptions.validate(source);
        return new Messaging(
                AccountOptions.read(source),
                origin(source),
                RECEIPT_AUTH_TOKEN.find(source).map(Receipts::new));
    }

    private static Origin origin(ConfigSource source) {
        Optional<String> service = MESSAGING_SERVICE_SID.find(source);
        Optional<String> from = FROM.find(source);
        if (service.isPresent() == from.isPresent()) {
            String problem = from.isPresent()
                    ? "is set beside messaging-service-sid"
                    : "is not set, nor is messaging-service-sid";
            throw new InvalidConfigurationException(FROM.key(), problem, "set exactly one of the two");
        }
        return service.<Origin>map(Origin.Service::new).orElseGet(() -> new Origin.From(FROM.read(source)));
    }
}
