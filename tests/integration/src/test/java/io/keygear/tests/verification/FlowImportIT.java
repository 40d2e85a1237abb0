package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flow that is shipped can be imported through the admin API, and only as a whole. */
@KeygearTest(realm = People.Undisturbed.class)
class FlowImportIT {

    private final RealmFixture realm;

    FlowImportIT(RealmFixture realm) {
        this.realm = realm;
    }

    static List<String> files() {
        return FlowFixture.names();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_imported_and_bound(String file) {
        JsonNode flow = FlowFixture.read(file);

        FlowFixture.use(realm, file);

        JsonNode settings = realm.admin().get(realm.name());
        flow.path("bindings")
                .properties()
                .forEach(binding -> assertThat(settings.path(binding.getKey()).asText())
                        .isEqualTo(binding.getValue().asText()));
        for (JsonNode part : flow.path("authenticationFlows")) {
            if (part.path("topLevel").asBoolean()) {
                String alias = part.path("alias").asText().replace(" ", "%20");
                assertThat(realm.admin().get(realm.name() + "/authentication/flows/" + alias + "/executions"))
                        .isNotEmpty();
            }
        }
        for (JsonNode action : flow.path("requiredActions")) {
            assertThat(realm.admin()
                            .get(realm.name() + "/authentication/required-actions/"
                                    + action.path("alias").asText())
                            .path("enabled")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void what_is_there_already_stops_the_import_and_nothing_is_added() {
        ObjectNode file = (ObjectNode) FlowFixture.read("passwordless").deepCopy();
        file.removeAll().withArray("authenticationFlows").add(flow("quite new")).add(flow("browser"));

        HttpResponse<String> answer = send(file);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("urn:keygear:problem:flow_exists").contains("\\\"browser\\\"");
        assertThat(aliases()).doesNotContain("quite new");
    }

    @Test
    void an_authenticator_that_is_not_installed_is_named() {
        ObjectNode file = (ObjectNode) FlowFixture.read("email-second-factor").deepCopy();
        file.remove("bindings");
        file.withArray("authenticationFlows").forEach(flow -> {
            ObjectNode part = (ObjectNode) flow;
            part.put("alias", "x " + part.path("alias").asText());
            part.withArray("authenticationExecutions").forEach(step -> {
                ObjectNode entry = (ObjectNode) step;
                if (entry.has("flowAlias")) {
                    entry.put("flowAlias", "x " + entry.path("flowAlias").asText());
                }
                if ("email-code".equals(entry.path("authenticator").asText())) {
                    entry.put("authenticator", "pigeon-code");
                }
            });
        });

        HttpResponse<String> answer = send(file);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("pigeon-code").contains("\"field\":\"authenticator\"");
        assertThat(aliases()).noneMatch(alias -> alias.startsWith("x "));
    }

    @Test
    void a_file_with_an_unknown_member_is_refused_with_its_name() {
        ObjectNode file = (ObjectNode) FlowFixture.read("verify-email").deepCopy();

        HttpResponse<String> answer = send(file.put("flows", "?"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"flows\"");
    }

    @Test
    void only_who_may_manage_the_realm_may_import() {
        HttpResponse<String> answer = Http.send(
                HttpRequest.newBuilder(realm.server().url().resolve("/admin/realms/" + realm.name() + "/keygear-flows"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private static ObjectNode flow(String alias) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("alias", alias)
                .put("providerId", "basic-flow")
                .put("topLevel", true)
                .put("builtIn", false);
    }

    private HttpResponse<String> send(ObjectNode file) {
        return realm.admin().send("POST", realm.name() + "/keygear-flows", file);
    }

    private List<String> aliases() {
        return realm.admin().get(realm.name() + "/authentication/flows").findValuesAsText("alias");
    }
}
