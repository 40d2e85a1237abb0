package io.keygear.sms.twilio;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Parser;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.http.OutboundHttp;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options of an account, which all of Twilio's products share, and the one place where they are read. */
final class AccountOptions {

    /** What a secret of Twilio's looks like, as far as anybody may rely on. */
    static final Parser<String> IS_SECRET =
            matching("[\\x21-\\x7e]{8,200}", "is no secret of Twilio's", "copy it from the Twilio console");

    static final ConfigOption<String> ACCOUNT_SID = sid("account-sid", "AC")
            .label("Account SID")
            .help("AC and 32 hexadecimal digits, from the Twilio console.");
    static final ConfigOption<String> API_KEY_SID = sid("api-key-sid", "SK")
            .label("API key SID")
            .help("SK and 32 hexadecimal digits. An API key can be revoked by itself, so prefer it to the auth token.");
    static final ConfigOption<String> API_KEY_SECRET = ConfigOption.secret("api-key-secret")
            .label("API key secret")
            .help("May be a vault reference.")
            .parsedBy(IS_SECRET);
    static final ConfigOption<String> AUTH_TOKEN = ConfigOption.secret("auth-token")
            .label("Auth token")
            .help("Instead of an API key. May be a vault reference.")
            .parsedBy(IS_SECRET);
    static final ConfigOption<String> REGION = ConfigOption.text("region")
            .label("Region")
            .help("Where Twilio processes messages, such as ie1. By default in the United States.")
            .parsedBy(matching("[a-z]{2}\\d", "is no region of Twilio's", "use one such as us1, ie1 or au1"));
    static final ConfigOption<String> EDGE = ConfigOption.text("edge")
            .label("Edge location")
            .help("Where requests enter Twilio's network, such as dublin.")
            .parsedBy(matching("[a-z][a-z0-9-]{1,29}", "is no edge of Twilio's", "use one such as dublin or ashburn"));
    static final ConfigOption<URI> BASE_URL = ConfigOption.url("base-url")
            .label("Base URL")
            .help("A proxy or a test server that speaks Twilio's API. Only public addresses over https, unless the"
                    + " operator allowed more. By default Twilio itself.");

    /** In the order of the console: who pays first, where Twilio is reached last. */
    static final List<ConfigOption<?>> CREDENTIALS = List.of(ACCOUNT_SID, API_KEY_SID, API_KEY_SECRET, AUTH_TOKEN);

    static final List<ConfigOption<?>> PLACE = List.of(REGION, EDGE, BASE_URL);

    private AccountOptions() {}

    /**
     * Reads an account's options.
     *
     * @throws InvalidConfigurationException when one of them cannot be used, or they do not go together
     */
    static TwilioAccount read(ConfigSource source) {
        String sid = ACCOUNT_SID.read(source);
        return new TwilioAccount(sid, credentials(source, sid), endpoint(source));
    }

    /**
     * Makes sure that the account's server may be called.
     *
     * @throws InvalidConfigurationException when the address policy forbids it
     */
    static void requireReachable(TwilioAccount account, OutboundHttp http) {
        URI base = account.endpoint().base();
        if (base != null) {
            http.refusal(base).ifPresent(refusal -> {
                throw new InvalidConfigurationException(BASE_URL.key(), refusal.problem(), refusal.fix());
            });
        }
    }

    private static Credentials credentials(ConfigSource source, String accountSid) {
        Optional<String> key = API_KEY_SID.find(source);
        Optional<String> secret = API_KEY_SECRET.find(source);
        Optional<String> token = AUTH_TOKEN.find(source);
        if (token.isPresent() && (key.isPresent() || secret.isPresent())) {
            throw new InvalidConfigurationException(
                    AUTH_TOKEN.key(), "is set beside an API key", "keep one of the two, rather the API key");
        }
        if (token.isPresent()) {
            return new Credentials(accountSid, token.get());
        }
        if (key.isEmpty() && secret.isEmpty()) {
            throw new InvalidConfigurationException(
                    API_KEY_SID.key(), "is not set, nor is auth-token", "set an API key with its secret");
        }
        return new Credentials(API_KEY_SID.read(source), API_KEY_SECRET.read(source));
    }

    private static Endpoint endpoint(ConfigSource source) {
        Endpoint endpoint = new Endpoint(
                REGION.find(source).orElse(null),
                EDGE.find(source).orElse(null),
                BASE_URL.find(source).orElse(null));
        URI base = endpoint.base();
        if (base != null && (base.getRawQuery() != null || base.getRawFragment() != null)) {
            throw new InvalidConfigurationException(BASE_URL.key(), "has a query or fragment", "end it with the path");
        }
        if (base != null && (endpoint.region() != null || endpoint.edge() != null)) {
            throw new InvalidConfigurationException(
                    BASE_URL.key(),
                    "is set beside region or edge",
                    "remove these, they belong to Twilio's own address");
        }
        return endpoint;
    }

    static ConfigOption<String> sid(String key, String prefix) {
        return ConfigOption.text(key)
                .parsedBy(matching(
                        prefix + "[0-9a-fA-F]{32}",
                        "is no SID of this kind",
                        "use " + prefix + " followed by 32 hexadecimal digits"));
    }

    static Parser<String> matching(String regex, String problem, String fix) {
        Pattern pattern = Pattern.compile(regex);
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new Rejected(problem, fix);
            }
            return text;
        };
    }
}
