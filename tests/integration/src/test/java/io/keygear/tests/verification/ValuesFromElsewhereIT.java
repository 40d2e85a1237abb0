package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.actor.Tokens;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that a broker or a directory writes, past the user profile: they are not verified, from that moment on. */
@KeygearTest(realm = ValuesFromElsewhereIT.Setup.class)
class ValuesFromElsewhereIT extends CodeJourneys {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER_STORAGE = "org.keycloak.storage.UserStorageProvider";
    private static final String DIRECTORY = "test-directory";

    private final VerificationRealm verification;

    ValuesFromElsewhereIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
    }

    /** With the clients of the API, and nothing to do for who comes the first time. */
    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new LoginOrRegisterIT.NothingElseAsked().apply(realm, server);
            new VerificationRealm.Setup().apply(realm, server);
        }
    }

    @Test
    void a_directory_changes_address_and_number() {
        String number = People.newNumber();
        realm.addComponent(
                USER_STORAGE,
                DIRECTORY,
                Map.of("username", "di", "email", "di@example.com", "phone", number, "cachePolicy", "NO_CACHE"));
        assertThat(claim(verification.passwordGrant(new Person("", "di", "di")), "verified")
                        .asBoolean(true))
                .isFalse();
        Person person = imported("di");
        prove(person, "email");
        prove(person, "phone");
        Answer before = verification.passwordGrant(person);
        assertThat(claim(before, "verified_keys").toString()).isEqualTo("{\"email\":true,\"phone\":true}");

        realm.changeComponent(
                USER_STORAGE, DIRECTORY, Map.of("email", "moved-di@example.com", "phone", People.newNumber()));

        JsonNode status = new JsonApi(realm.url())
                .bearing(before.member("access_token"))
                .get("verification/status")
                .json();
        assertThat(status.path("verified_record_keys").toString()).isEqualTo("{\"email\":false,\"phone\":false}");
        Answer after = verification.passwordGrant(person);
        assertThat(claim(after, "verified").asBoolean(true)).isFalse();
        assertThat(claim(after, "email_verified").asBoolean(true)).isFalse();
        assertThat(claim(after, "phone_number_verified").asBoolean(false)).isFalse();
        flagsAreDown(person);
    }

    @Test
    void a_broker_that_is_always_right_changes_address_and_number() {
        String away = realm.name() + "-away";
        String number = People.newNumber();
        realm.admin().post("", provider(away, number));
        realm.admin().post(realm.name() + "/identity-provider/instances", broker(away));
        realm.admin().post(realm.name() + "/identity-provider/instances/away/mappers", phoneMapper());
        try {
            Tokens first = comeByBroker();
            Person person = new Person(first.access().path("sub").asText(), "brokered", "");
            assertThat(keys(first)).isEqualTo("{\"email\":true,\"phone\":false}");
            prove(person, "phone");
            assertThat(keys(comeByBroker())).isEqualTo("{\"email\":true,\"phone\":true}");

            changeAtProvider(away, People.newNumber());
            Tokens after = comeByBroker();

            assertThat(realm.user(person).path("email").asText()).isEqualTo("moved-brokered@example.com");
            assertThat(after.access().path("verified").asBoolean(true)).isFalse();
            assertThat(keys(after)).isEqualTo("{\"email\":false,\"phone\":false}");
            flagsAreDown(person);
        } finally {
            realm.admin().delete(away);
        }
    }

    private Tokens comeByBroker() {
        OidcClient.Login login = realm.demoApp().login(Map.of("kc_idp_hint", "away"));
        HttpPage end = new HttpBrowser().open(login.url()).login("brokered", "brokered");
        assertThat(end.status()).as("%s", end).isEqualTo(302);
        return realm.demoApp().redeem(login, end.url());
    }

    private static String keys(Tokens tokens) {
        return tokens.access().path("verified_keys").toString();
    }

    /** Another realm, where the people come from. */
    private ObjectNode provider(String name, String number) {
        ObjectNode provider =
                JSON.createObjectNode().put("realm", name).put("enabled", true).put("sslRequired", "none");
        ObjectNode user = provider.putArray("users")
                .addObject()
                .put("username", "brokered")
                .put("enabled", true)
                .put("email", "brokered@example.com")
                .put("emailVerified", true)
                .put("firstName", "Bro")
                .put("lastName", "Kered");
        user.putObject("attributes").putArray("phoneNumber").add(number);
        user.putArray("credentials").addObject().put("type", "password").put("value", "brokered");
        ObjectNode client = provider.putArray("clients")
                .addObject()
                .put("clientId", "house")
                .put("secret", "for-tests-only");
        client.putArray("redirectUris").add(realm.url() + "/broker/away/endpoint");
        ObjectNode mapper = client.putArray("protocolMappers")
                .addObject()
                .put("name", "phone")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-usermodel-attribute-mapper");
        mapper.putObject("config")
                .put("user.attribute", "phoneNumber")
                .put("claim.name", "phone_number")
                .put("jsonType.label", "String")
                .put("id.token.claim", "true")
                .put("userinfo.token.claim", "true");
        return provider;
    }

    /** Whose word counts at each login, and whose addresses are trusted. */
    private ObjectNode broker(String provider) {
        URI server = realm.server().url();
        String front = server.resolve("/realms/" + provider) + "/protocol/openid-connect/";
        String back = "http://" + realm.server().testHost() + ":" + server.getPort() + "/realms/" + provider
                + "/protocol/openid-connect/";
        ObjectNode broker = JSON.createObjectNode()
                .put("alias", "away")
                .put("providerId", "oidc")
                .put("enabled", true)
                .put("trustEmail", true);
        broker.putObject("config")
                .put("syncMode", "FORCE")
                .put("clientId", "house")
                .put("clientSecret", "for-tests-only")
                .put("clientAuthMethod", "client_secret_post")
                .put("issuer", server.resolve("/realms/" + provider).toString())
                .put("authorizationUrl", front + "auth")
                .put("tokenUrl", back + "token")
                .put("jwksUrl", back + "certs")
                .put("useJwksUrl", "true")
                .put("validateSignature", "true");
        return broker;
    }

    private static ObjectNode phoneMapper() {
        ObjectNode mapper = JSON.createObjectNode()
                .put("name", "phone")
                .put("identityProviderAlias", "away")
                .put("identityProviderMapper", "oidc-user-attribute-idp-mapper");
        mapper.putObject("config")
                .put("syncMode", "FORCE")
                .put("claim", "phone_number")
                .put("user.attribute", "phoneNumber");
        return mapper;
    }

    private void changeAtProvider(String provider, String number) {
        JsonNode user = realm.admin()
                .get(provider + "/users?exact=true&username=brokered")
                .get(0);
        ((ObjectNode) user).put("email", "moved-brokered@example.com");
        ((ObjectNode) user)
                .withObjectProperty("attributes")
                .putArray("phoneNumber")
                .add(number);
        realm.admin().put(provider + "/users/" + user.path("id").asText(), user);
    }

    /** As an administrator vouches for it; that codes do the same is shown elsewhere. */
    private void prove(Person person, String key) {
        realm.admin()
                .put(realm.name() + "/verification/users/" + person.id() + "/keys/" + key, Map.of("verified", true));
    }

    private void flagsAreDown(Person person) {
        JsonNode user = realm.user(person);
        assertThat(user.path("emailVerified").asBoolean(true)).isFalse();
        assertThat(user.at("/attributes/phoneNumberVerified/0").asText()).isEqualTo("false");
    }

    private Person imported(String username) {
        JsonNode found = realm.admin()
                .get(realm.name() + "/users?exact=true&username=" + username)
                .get(0);
        return new Person(found.path("id").asText(), username, username);
    }

    private static JsonNode claim(Answer grant, String name) {
        assertThat(grant.status()).as(grant.text()).isEqualTo(200);
        return Tokens.claims(grant.member("access_token")).path(name);
    }
}
