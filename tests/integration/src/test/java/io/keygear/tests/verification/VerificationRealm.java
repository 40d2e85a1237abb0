package io.keygear.tests.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A realm with the clients that use the verification API, and how they come by tokens. */
final class VerificationRealm {

    private static final String SECRET = "for-tests-only";

    private final RealmFixture realm;
    private final JsonApi api;

    VerificationRealm(RealmFixture realm) {
        this(realm, realm.server().url());
    }

    /** As served by one node of a cluster. */
    VerificationRealm(RealmFixture realm, URI node) {
        this.realm = realm;
        this.api = new JsonApi(node.resolve("/realms/" + realm.name() + "/verification"));
    }

    /** An app, a back end that verifies users, one that may not, and one that gets tokens for codes. */
    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new People.Undisturbed().apply(realm, server);
            client(realm, "mobile").put("publicClient", true).put("directAccessGrantsEnabled", true);
            client(realm, "backend").put("serviceAccountsEnabled", true);
            client(realm, "stranger").put("serviceAccountsEnabled", true);
            client(realm, "signs-in").putObject("attributes").put("verification.tokens", "true");
        }

        private static ObjectNode client(ObjectNode realm, String id) {
            return realm.withArrayProperty("clients")
                    .addObject()
                    .put("clientId", id)
                    .put("secret", SECRET)
                    .put("standardFlowEnabled", false);
        }
    }

    /** Lets the client {@code backend} verify users. */
    void admitBackend() {
        realm.admin().post(realm.name() + "/users/" + backendAccount() + "/role-mappings/realm", new Object[] {
            realm.admin().get(realm.name() + "/roles/verify-users")
        });
    }

    /** The id of the client's service account. */
    String backendAccount() {
        String client = realm.admin()
                .get(realm.name() + "/clients?clientId=backend")
                .get(0)
                .path("id")
                .asText();
        return realm.admin()
                .get(realm.name() + "/clients/" + client + "/service-account-user")
                .path("id")
                .asText();
    }

    /** Somebody who is not signed in. */
    JsonApi anybody() {
        return api;
    }

    /** A person's app. */
    JsonApi as(Person person) {
        return api.bearing(passwordGrant(person).member("access_token"));
    }

    /** The back end that may verify anybody. */
    JsonApi backend() {
        return api.bearing(serviceToken());
    }

    /** That back end's access token. */
    String serviceToken() {
        return clientCredentials("backend");
    }

    /** A back end without the role. */
    JsonApi stranger() {
        return api.bearing(clientCredentials("stranger"));
    }

    /** The client that gets tokens for a code. */
    JsonApi signsIn() {
        return api.asClient("signs-in", SECRET);
    }

    /** What the token endpoint says to user name and password. */
    Answer passwordGrant(Person person) {
        return grant(Map.of(
                "grant_type",
                "password",
                "client_id",
                "mobile",
                "username",
                person.username(),
                "password",
                person.password(),
                "scope",
                "openid"));
    }

    /** What the token endpoint says to a refresh token. */
    Answer refresh(String refreshToken) {
        return grant(Map.of("grant_type", "refresh_token", "client_id", "mobile", "refresh_token", refreshToken));
    }

    private String clientCredentials(String client) {
        return grant(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", SECRET))
                .member("access_token");
    }

    private Answer grant(Map<String, String> form) {
        var response = Http.post(URI.create(realm.url() + "/protocol/openid-connect/token"), form);
        return new Answer(response.statusCode(), response.body(), response.headers());
    }

    static Map<String, String> phone(@Nullable String number) {
        return number == null ? Map.of("verify_key", "phone") : Map.of("verify_key", "phone", "verify_data", number);
    }

    static Map<String, String> phone(@Nullable String number, String code) {
        return number == null
                ? Map.of("verify_key", "phone", "code", code)
                : Map.of("verify_key", "phone", "verify_data", number, "code", code);
    }
}
