package io.keygear.tests.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a realm may suffer from, by the names of the doctor's findings; and how it heals when one does as they say. */
@SuppressWarnings("ImmutableEnumChecker") // the compiler cannot see that lambdas and Set.of change nothing
enum Ailment {
    NO_SMS_SENDER(realm -> sender(realm, "false"), realm -> sender(realm, "true")),
    NO_SMS_COUNTRIES(realm -> policy(realm, "sms-countries", ""), realm -> policy(realm, "sms-countries", "GB")),
    UNKNOWN_SENDER(
            realm -> policy(realm, "verify-phone-sender", "nobody"), realm -> policy(realm, "verify-phone-sender", "")),
    NO_MAIL_SERVER(realm -> mailServer(realm, Map.of()), Ailment::withMailServer),
    NO_PHONE_ENROLMENT(
            realm -> enable(realm, "verify-phone-number", false), realm -> enable(realm, "verify-phone-number", true)),
    NO_EMAIL_VERIFICATION(
            realm -> enable(realm, "verify-email-code", false), realm -> enable(realm, "verify-email-code", true)),
    NO_CLIENT_SCOPE(Ailment::removeScope, Ailment::savePolicy),
    NO_ROLE(realm -> realm.admin().delete(realm.name() + "/roles/verify-users"), Ailment::savePolicy),
    NO_BRUTE_FORCE_DETECTION(realm -> bruteForceDetection(realm, false), realm -> bruteForceDetection(realm, true)),
    SENDER_NOT_INSTALLED(
            realm -> stored(realm, "PROVIDER_ID = 'pigeon'", "PROVIDER_ID = 'twilio'"),
            realm -> stored(realm, "PROVIDER_ID = 'twilio'", "PROVIDER_ID = 'pigeon'")),
    SENDER_MISCONFIGURED(
            realm -> setting(realm, "twilio", "account-sid", "my account"),
            realm -> setting(realm, "twilio", "account-sid", FakeTwilio.ACCOUNT_SID)),
    /** Then the defaults apply, which name no country and ask for nothing. */
    POLICY_MISCONFIGURED(
            realm -> setting(realm, "code-policy", "verify-keys", "fax"),
            realm -> setting(realm, "code-policy", "verify-keys", "email,phone"),
            "no_sms_countries"),
    TOKENS_FOR_PUBLIC_CLIENT(realm -> tokens(realm, "true"), realm -> tokens(realm, "false"));

    private final Consumer<RealmFixture> cause;
    private final Consumer<RealmFixture> cure;
    private final Set<String> alongside;

    Ailment(Consumer<RealmFixture> cause, Consumer<RealmFixture> cure, String... alongside) {
        this.cause = cause;
        this.cure = cure;
        this.alongside = Set.of(alongside);
    }

    /** Makes a realm with a Twilio as its sender one in which nothing is missing; only that tests do without TLS. */
    static void cureAll(RealmFixture realm) {
        FlowFixture.use(realm, "verify-email");
        withMailServer(realm);
        bruteForceDetection(realm, true);
        realm.changeComponent(
                People.POLICY, "code-policy", Map.of("verify-keys", "email,phone", "verify-required", "true"));
    }

    /** As the realm was before. */
    static void leave(RealmFixture realm) {
        bruteForceDetection(realm, false);
        policy(realm, "verify-required", "false");
    }

    String finding() {
        return name().toLowerCase(Locale.ROOT);
    }

    void befall(RealmFixture realm) {
        cause.accept(realm);
    }

    /** Does as the finding says. */
    void heal(RealmFixture realm) {
        cure.accept(realm);
    }

    /** What is found besides. */
    Set<String> alongside() {
        return alongside;
    }

    private static void sender(RealmFixture realm, String enabled) {
        realm.changeComponent(Sms.SENDER, "twilio", Map.of("enabled", enabled));
    }

    private static void policy(RealmFixture realm, String rule, String value) {
        realm.changeComponent(People.POLICY, "code-policy", Map.of(rule, value));
    }

    private static void savePolicy(RealmFixture realm) {
        realm.changeComponent(People.POLICY, "code-policy", Map.of());
    }

    private static void withMailServer(RealmFixture realm) {
        mailServer(realm, Map.of("host", "localhost", "from", "no-reply@keygear.example"));
    }

    private static void mailServer(RealmFixture realm, Map<String, String> config) {
        realm.change(settings -> config.forEach(settings.putObject("smtpServer")::put));
    }

    private static void bruteForceDetection(RealmFixture realm, boolean on) {
        realm.change(settings -> settings.put("bruteForceProtected", on));
    }

    private static void enable(RealmFixture realm, String requiredAction, boolean enabled) {
        String path = realm.name() + "/authentication/required-actions/" + requiredAction;
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", enabled));
    }

    private static void removeScope(RealmFixture realm) {
        for (JsonNode scope : realm.admin().get(realm.name() + "/client-scopes")) {
            if ("verification".equals(scope.path("name").asText())) {
                realm.admin()
                        .delete(realm.name() + "/client-scopes/"
                                + scope.path("id").asText());
            }
        }
    }

    private static void tokens(RealmFixture realm, String value) {
        ObjectNode client = (ObjectNode)
                realm.admin().get(realm.name() + "/clients?clientId=mobile").get(0);
        client.withObjectProperty("attributes").put("verification.tokens", value);
        realm.admin().put(realm.name() + "/clients/" + client.path("id").asText(), client);
    }

    /** As no administrator could save it, but an update of Keycloak or of ours could leave it behind. */
    private static void setting(RealmFixture realm, String providerId, String name, String value) {
        update(
                realm,
                "update COMPONENT_CONFIG set VALUE = '" + value + "' where NAME = '" + name + "' and COMPONENT_ID in"
                        + " (select ID from COMPONENT where PROVIDER_ID = '" + providerId + "' and " + of(realm) + ")");
    }

    private static void stored(RealmFixture realm, String now, String before) {
        update(realm, "update COMPONENT set " + now + " where " + before + " and " + of(realm));
    }

    /** A change of the realm has Keycloak read it anew. */
    private static void update(RealmFixture realm, String sql) {
        if (new Probe(realm.url()).update(sql) != 1) {
            throw new AssertionError("Not one row: " + sql);
        }
        realm.change(settings -> {});
    }

    private static String of(RealmFixture realm) {
        return "REALM_ID = (select ID from REALM where NAME = '" + realm.name() + "')";
    }
}
