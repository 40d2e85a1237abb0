package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import io.keygear.tests.server.Requirement;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The calls in the documentation, run by a shell as they stand there, from the first to the last. What differs is the
 * address of the realm, the id of the user and the code.
 */
@KeygearTest(realm = DocumentedCallsIT.Setup.class)
class DocumentedCallsIT extends CodeJourneys {

    private static final Pattern CALLS = Pattern.compile("```sh\\n((?:#[^\\n]*\\n)?curl .*?)```", Pattern.DOTALL);
    private static final String REALM = "https://keycloak.example.com/realms/demo";
    private static final String USER_ID = "e7bee2de-445b-42d7-b90a-84cb735a25d6";
    private static final String CODE = "123456";
    private static final String NUMBER = "+85221559299";
    private static final String ADDRESS = "johndoe@example.com";

    private static Mails mails;

    DocumentedCallsIT(RealmFixture realm) {
        super(realm);
    }

    /** With a public client for the password grant. */
    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new VerificationRealm.Setup().apply(realm, server);
            realm.withArrayProperty("clients")
                    .addObject()
                    .put("clientId", "cli")
                    .put("publicClient", true)
                    .put("directAccessGrantsEnabled", true);
        }
    }

    @BeforeAll
    static void prepare(RealmFixture realm) {
        mails = Mails.of(realm);
        new VerificationRealm(realm).admitBackend();
        realm.changeComponent(People.POLICY, "code-policy", Map.of("sms-countries", "GB, HK"));
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @BeforeEach
    void aShell() throws IOException, InterruptedException {
        Requirement.demand(
                run("curl --version", Map.of()).contains("curl") ? Optional.empty() : Optional.of("no curl found"));
    }

    @Test
    void the_page_of_the_verification_api() throws IOException, InterruptedException {
        VerificationRealm verification = new VerificationRealm(realm);
        Person person = realm.newPerson(
                "johndoe",
                user -> user.put("emailVerified", false)
                        .withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(NUMBER));
        Map<String, String> tokens = Map.of(
                "ACCESS_TOKEN", verification.passwordGrant(person).member("access_token"),
                "SERVICE_TOKEN", verification.serviceToken());

        List<String> calls = calls("verification-api.md");
        assertThat(calls).hasSize(8);
        for (String call : calls) {
            boolean email = call.contains("\"email\"");
            String code = !call.contains(CODE) ? "" : email ? mails.codeTo(ADDRESS) : sms.codeTo(NUMBER);
            JsonNode answer = answer(call.replace(USER_ID, person.id()).replace(CODE, code), tokens);
            if (call.contains("/send")) {
                assertThat(answer.path("expires_in").asInt())
                        .as("%s: %s", call, answer)
                        .isEqualTo(300);
            } else {
                assertThat(answer.path("user_id").asText())
                        .as("%s: %s", call, answer)
                        .isEqualTo(person.id());
                assertThat(answer.path("verified").asBoolean()).isTrue();
                assertThat(answer.path("verified_record_keys")
                                .path(email ? "email" : "phone")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void the_page_of_the_direct_grant() throws IOException, InterruptedException {
        FlowFixture.use(realm, "direct-grant");
        String number = People.newNumber();
        realm.newPerson("anna", user -> {
            People.addPhone(user, number, "Phone");
            ((ObjectNode) user.path("credentials").path(0)).put("value", "anna-secret");
        });

        try {
            List<String> calls = calls("direct-grant.md");
            assertThat(calls).hasSize(2);
            JsonNode first = answer(calls.get(0), Map.of());
            JsonNode second = answer(calls.get(1).replace(CODE, sms.codeTo(number)), Map.of());

            assertThat(first.path("reason").asText()).as("%s", first).isEqualTo("code_required");
            assertThat(second.path("token_type").asText()).as("%s", second).isEqualTo("Bearer");
        } finally {
            realm.change(all -> all.put("directGrantFlow", "direct grant"));
        }
    }

    private static List<String> calls(String page) throws IOException {
        return CALLS.matcher(
                        Files.readString(Workspace.root().resolve("docs/flows").resolve(page)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private JsonNode answer(String call, Map<String, String> environment) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(run(call.replace(REALM, realm.url().toString()), environment));
    }

    private static String run(String command, Map<String, String> environment)
            throws IOException, InterruptedException {
        return new Shell(Workspace.root(), environment).run(command).output();
    }
}
