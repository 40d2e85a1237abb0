package io.keygear.webhook.endpoint;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.webhook.endpoint.Endpoint.Style;
import io.keygear.webhook.endpoint.Endpoint.Target;
import io.keygear.webhook.signing.PrivateKey;
import io.keygear.webhook.signing.SharedSecret;
import io.keygear.webhook.signing.Signatures;
import io.keygear.webhook.signing.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.provider.ProviderConfigProperty;

/** The options of an endpoint's component: how it is written in a realm file, and read. */
public final class EndpointOptions {

    /** How signatures are made. */
    enum Scheme {
        V1,
        V1A,
        BOTH
    }

    /** How events travel. */
    enum Format {
        STANDARD,
        CLOUD_EVENTS
    }

    public static final ConfigOption<URI> URL = ConfigOption.url("url")
            .label("Address")
            .help("Where events are posted to. A private address, and http without TLS, need the server option"
                    + " allowed-private-addresses.");
    public static final ConfigOption<List<String>> EVENTS = several("events", EventPatterns::parse)
            .label("Events")
            .help("Types such as user.login, or beginnings that end in * such as admin.user.*, as a list.");
    public static final ConfigOption<List<String>> CLIENTS = several("clients", EndpointOptions::names)
            .label("Clients")
            .help("Client ids. If any are given, user events through other clients are not sent.");
    public static final ConfigOption<String> DESCRIPTION =
            ConfigOption.text("description").label("Description").help("For people; sent nowhere.");
    public static final ConfigOption<Boolean> ENABLED = ConfigOption.flag("enabled", true)
            .label("Enabled")
            .help("Off: events are neither kept for this endpoint nor sent; what was kept before waits. An endpoint"
                    + " that answers 410 Gone is switched off.");
    public static final ConfigOption<String> SECRET = ConfigOption.secret("secret")
            .label("Secret")
            .help("whsec_ and base64 of 24 to 64 bytes; made when it is left empty.");
    public static final ConfigOption<String> PREVIOUS_SECRET = ConfigOption.secret("previous-secret")
            .label("Previous secret")
            .help("Also signs until the time below, so that receivers can change over.");
    public static final ConfigOption<Instant> PREVIOUS_UNTIL = ConfigOption.text("previous-secret-until")
            .parsedBy(EndpointOptions::instant)
            .label("Previous secret until")
            .help("Such as 2027-01-31T12:00:00Z.");
    static final ConfigOption<Scheme> SCHEME = ConfigOption.choice("signature", Scheme.class, Scheme.V1)
            .label("Signature")
            .help("v1 is an HMAC with the secret; v1a is Ed25519, whose public key is all that a receiver has.");
    public static final ConfigOption<String> PRIVATE_KEY = ConfigOption.secret("private-key")
            .label("Private key")
            .help("whsk_ and base64, for v1a; made when it is needed and left empty.");
    public static final ConfigOption<String> PREVIOUS_PRIVATE_KEY = ConfigOption.secret("previous-private-key")
            .label("Previous private key")
            .help("Also signs as long as the previous secret does.");
    static final ConfigOption<Format> FORMAT = ConfigOption.choice("format", Format.class, Format.STANDARD)
            .label("Format")
            .help("cloud-events adds the attributes of CloudEvents 1.0 as ce- headers (binary content mode).");
    static final ConfigOption<Boolean> ORDERED = ConfigOption.flag("ordered", true)
            .label("In order")
            .help("On: a later event of a user waits until the earlier one was delivered or given up.");
    static final ConfigOption<Duration> TIMEOUT = ConfigOption.seconds(
                    "timeout", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(30))
            .label("Timeout")
            .help("Seconds within which the receiver has to answer, connecting included.");
    static final ConfigOption<List<FieldPolicy.Rule>> FIELDS = several("fields", FieldPolicy::parse)
            .label("Fields")
            .help("What this receiver does not get, as a list: drop, mask or hash, and a member, such as"
                    + " \"drop user.email\" or \"hash user.attributes.*\". A rule about user also holds in before,"
                    + " after and details.");
    static final ConfigOption<String> HASH_KEY = ConfigOption.secret("hash-key")
            .label("Hash key")
            .help("Makes hashed fields those of this endpoint alone; made when it is left empty.");

    private EndpointOptions() {}

    /** All of them, as the admin console wants them. */
    static List<ProviderConfigProperty> properties() {
        return ConfigOption.properties(
                URL,
                EVENTS,
                CLIENTS,
                DESCRIPTION,
                ENABLED,
                SECRET,
                PREVIOUS_SECRET,
                PREVIOUS_UNTIL,
                SCHEME,
                PRIVATE_KEY,
                PREVIOUS_PRIVATE_KEY,
                FORMAT,
                ORDERED,
                TIMEOUT,
                FIELDS,
                HASH_KEY);
    }

    /** A component's values; those of an option with several are joined by commas. */
    public static ConfigSource source(ComponentModel component) {
        return key -> {
            List<String> values = values(component, key);
            return values.isEmpty() ? null : String.join(",", values);
        };
    }

    /**
     * All values of an option. Not by {@code getList}, which writes what is missing into the map: components are
     * shared by all threads of a server through its realm cache.
     */
    public static List<String> values(ComponentModel component, String key) {
        return Objects.requireNonNullElse(component.getConfig().get(key), List.of());
    }

    /** Whether a component still says that the receiver is there. */
    public static boolean isAt(ComponentModel component, Target target) {
        return URL.find(source(component)).filter(target.url()::equals).isPresent();
    }

    /** Whether v1a signatures are asked for, so that a private key is needed. */
    public static boolean needsPrivateKey(ConfigSource source) {
        return SCHEME.read(source) != Scheme.V1;
    }

    /**
     * Refuses names of events that Keycloak does not have.
     *
     * @throws io.keygear.kit.config.InvalidConfigurationException with what is wrong and the fix
     */
    static void requireKnownEvents(ConfigSource source) {
        EVENTS.parsedBy(EventPatterns::parseStrictly).read(source);
    }

    /**
     * Reads what is no secret of a component.
     *
     * @throws io.keygear.kit.config.InvalidConfigurationException when a value cannot be used
     */
    static Endpoint endpoint(String id, String realmId, ConfigSource source) {
        return new Endpoint(
                id,
                realmId,
                new Target(URL.read(source), TIMEOUT.read(source), ENABLED.read(source)),
                new Subscription(
                        EVENTS.read(source), Set.copyOf(CLIENTS.find(source).orElse(List.of()))),
                new Style(ORDERED.read(source), FORMAT.read(source) == Format.CLOUD_EVENTS));
    }

    /**
     * Reads the rest.
     *
     * @param source a component's values, with references to the vault replaced
     * @param now decides whether the previous secret still signs
     * @throws io.keygear.kit.config.InvalidConfigurationException when a value cannot be used
     */
    static Seal seal(ConfigSource source, Instant now) {
        FieldPolicy fields = FieldPolicy.of(
                FIELDS.find(source).orElse(List.of()), HASH_KEY.find(source).orElse(""));
        return new Seal(new Signatures(keys(source, now)), fields);
    }

    private static List<SigningKey> keys(ConfigSource source, Instant now) {
        Scheme scheme = SCHEME.read(source);
        boolean both = PREVIOUS_UNTIL.find(source).filter(now::isBefore).isPresent();
        List<SigningKey> keys = new ArrayList<>();
        if (scheme != Scheme.V1A) {
            keys.add(SECRET.parsedBy(EndpointOptions::secret).read(source));
            find(PREVIOUS_SECRET, EndpointOptions::secret, source, both).ifPresent(keys::add);
        }
        if (scheme != Scheme.V1) {
            keys.add(PRIVATE_KEY.parsedBy(EndpointOptions::privateKey).read(source));
            find(PREVIOUS_PRIVATE_KEY, EndpointOptions::privateKey, source, both)
                    .ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<SigningKey> find(
            ConfigOption<String> option, ConfigOption.Parser<SigningKey> parser, ConfigSource source, boolean wanted) {
        return option.parsedBy(parser).find(source).filter(key -> wanted);
    }

    private static SigningKey secret(String text) throws Rejected {
        return SharedSecret.parse(text)
                .orElseThrow(() -> new Rejected("is no secret", "use whsec_ and base64 of 24 to 64 bytes"));
    }

    private static SigningKey privateKey(String text) throws Rejected {
        return PrivateKey.parse(text)
                .orElseThrow(() -> new Rejected("is no private key", "use whsk_ and base64 of 64 bytes"));
    }

    private static List<String> names(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    private static Instant instant(String text) throws Rejected {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new Rejected("is \"" + text + "\"", "use a time in UTC like 2027-01-31T12:00:00Z");
        }
    }

    private static <T> ConfigOption<T> several(String key, ConfigOption.Parser<T> parser) {
        return new ConfigOption<>(
                key, key, "", ProviderConfigProperty.MULTIVALUED_STRING_TYPE, false, null, List.of(), parser);
    }
}
