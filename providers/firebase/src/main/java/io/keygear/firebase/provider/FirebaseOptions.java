package io.keygear.firebase.provider;

import io.keygear.firebase.token.FirebaseProject;
import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.config.ServerMode;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keycloak.provider.ProviderConfigProperty;

/** All that can be set for a Firebase identity provider, and how it is read. */
public final class FirebaseOptions {

    private static final String GOOGLE =
            "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";
    private static final String DEMO = "demo-";
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9.:-]{3,62}");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    static final ConfigOption<String> PROJECT_ID = ConfigOption.text("projectId")
            .parsedBy(text -> matching(text, PROJECT, "use the id of the Firebase project, such as my-app-1a2b3"))
            .label("Project ID")
            .help("The id of the Firebase project, from its settings.");
    static final ConfigOption<String> TENANT_ID = ConfigOption.text("tenantId")
            .parsedBy(text -> matching(text, TENANT, "use the id of an Identity Platform tenant, or leave it empty"))
            .label("Tenant ID")
            .help("The Identity Platform tenant whose users are taken. Empty: users of no tenant.");
    static final ConfigOption<URI> JWKS_URL = ConfigOption.url("jwksUrl")
            .fallback(GOOGLE)
            .label("JWKS URL")
            .help("Where the keys are that Firebase signs with, as a JWK set. Change it for a proxy or for tests."
                    + " http is taken for loopback in development mode only.");
    static final ConfigOption<Boolean> EMULATOR = ConfigOption.flag("emulator", false)
            .label("Auth emulator")
            .help("Takes the unsigned tokens of the Firebase Auth emulator, and no others. Anybody can make such"
                    + " tokens, so it works for projects that begin with demo- in development mode only.");
    static final ConfigOption<Linking> LINKING = ConfigOption.choice("linking", Linking.class, Linking.VERIFIED_EMAIL)
            .label("Linking")
            .help("verified-email: a new Firebase identity is linked to the user with the same e-mail address if"
                    + " both sides verified it. never: only by the user, logged in.");
    static final ConfigOption<Set<String>> AUTHORITATIVE = ConfigOption.text("authoritativeProviders")
            .fallback("google.com,apple.com")
            .parsedBy(FirebaseOptions::list)
            .label("Authoritative sign-in providers")
            .help("Firebase sign-in providers whose word for an e-mail address is enough to link, with commas.");
    static final ConfigOption<Boolean> PROVISIONING = ConfigOption.flag("provisioning", true)
            .label("Provisioning")
            .help("Whether a person nobody knows becomes a user, unregistered until onboarding. Off: they are"
                    + " answered user_unknown.");
    static final ConfigOption<Replay> REPLAY = ConfigOption.choice("replay", Replay.class, Replay.IDEMPOTENT)
            .label("Replay")
            .help("idempotent: the same token and client come back to the same session. once: a token is exchanged"
                    + " once. off: each exchange begins a session.");
    static final ConfigOption<Boolean> ANONYMOUS = ConfigOption.flag("anonymous", false)
            .label("Anonymous users")
            .help("Whether users who signed in to Firebase anonymously are taken.");
    static final ConfigOption<Set<String>> CLIENTS = ConfigOption.text("clients")
            .fallback("")
            .parsedBy(FirebaseOptions::list)
            .label("Clients")
            .help("Ids of clients that may exchange tokens, with commas. The same as the client attribute"
                    + " firebase.exchange.enabled=true, and as the client's switch JWT Authorization Grant with"
                    + " this provider chosen below it.");
    static final ConfigOption<Boolean> PUBLIC_CLIENTS = ConfigOption.flag("publicClients", false)
            .label("Public clients")
            .help("Whether clients without a secret or key may exchange tokens.");
    static final ConfigOption<Boolean> OFFLINE = ConfigOption.flag("offlineAccess", false)
            .label("Offline access")
            .help("Whether the scope offline_access may be asked for.");
    static final ConfigOption<Duration> ACCESS_LIFE = ConfigOption.seconds(
                    "accessTokenLifespan", Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ofHours(1))
            .label("Access token lifespan")
            .help("Seconds an access token lives at the most; the realm's and the client's setting may be shorter.");
    static final ConfigOption<Duration> SESSION_LIMIT = ConfigOption.seconds(
                    "sessionLimit", Duration.ofDays(90), Duration.ofMinutes(5), Duration.ofDays(3650))
            .label("Session limit")
            .help("Seconds after signing in to Firebase after which the person must sign in again.");
    static final ConfigOption<Integer> INVALID_TOKENS = ConfigOption.number("invalidTokensPerAddress", 10, 1, 1_000_000)
            .label("Invalid tokens per address")
            .help("How many invalid tokens one IP address may present before it is answered 429; it regains 6 an"
                    + " hour. Valid tokens always pass.");

    /** All of them, in the order of the console. */
    public static final List<ConfigOption<?>> ALL = List.of(
            PROJECT_ID,
            TENANT_ID,
            LINKING,
            AUTHORITATIVE,
            PROVISIONING,
            REPLAY,
            CLIENTS,
            PUBLIC_CLIENTS,
            ANONYMOUS,
            OFFLINE,
            ACCESS_LIFE,
            SESSION_LIMIT,
            INVALID_TOKENS,
            JWKS_URL,
            EMULATOR);

    private FirebaseOptions() {}

    /** The options as the admin console wants them. */
    static List<ProviderConfigProperty> properties() {
        return ALL.stream().map(ConfigOption::property).toList();
    }

    /**
     * Reads a provider's settings.
     *
     * @throws InvalidConfigurationException when a value cannot be used, or must not be used on this server
     */
    static FirebaseSettings read(ConfigSource source) {
        String project = PROJECT_ID.read(source);
        boolean emulator = EMULATOR.read(source);
        if (emulator && !(project.startsWith(DEMO) && ServerMode.isDevelopment())) {
            throw new InvalidConfigurationException(
                    EMULATOR.key(),
                    "takes unsigned tokens",
                    "switch it off, or use a project that begins with demo- on a server in development mode");
        }
        return new FirebaseSettings(
                new FirebaseProject(project, TENANT_ID.find(source).orElse(null), ANONYMOUS.read(source), emulator),
                keys(source),
                new FirebaseSettings.People(
                        LINKING.read(source), AUTHORITATIVE.read(source), PROVISIONING.read(source)),
                new FirebaseSettings.Clients(
                        CLIENTS.find(source).orElse(Set.of()), PUBLIC_CLIENTS.read(source), OFFLINE.read(source)),
                new FirebaseSettings.Limits(
                        REPLAY.read(source),
                        ACCESS_LIFE.read(source),
                        SESSION_LIMIT.read(source),
                        INVALID_TOKENS.read(source)));
    }

    private static URI keys(ConfigSource source) {
        URI url = JWKS_URL.read(source);
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (!secure && !(ServerMode.isDevelopment() && isLoopback(url.getHost()))) {
            throw new InvalidConfigurationException(
                    JWKS_URL.key(),
                    "is not encrypted",
                    "use https; http is for loopback on a server in development mode");
        }
        return url;
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private static String matching(String text, Pattern pattern, String fix) throws Rejected {
        if (!pattern.matcher(text).matches()) {
            throw new Rejected("is \"" + text + "\"", fix);
        }
        return text;
    }

    private static Set<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
