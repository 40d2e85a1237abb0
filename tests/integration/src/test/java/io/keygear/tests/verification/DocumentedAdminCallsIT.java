package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.server.AdminApi;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Workspace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines for {@code kcadm.sh} in the documentation, run by a shell as they stand there, with Keycloak's own program,
 * in a realm that has nothing of Keygear yet. What differs is the realm's name and the account at
 * Twilio.
 */
@KeygearTest
class DocumentedAdminCallsIT {

    private static final Pattern LINES =
            Pattern.compile("^ +kcadm\\.sh (?:[^\\n]*\\\\\\n)*[^\\n]*$", Pattern.MULTILINE);
    private static final String SOME_ID = "0123456789abcdef".repeat(2);

    private final AdminApi admin;
    private final String realm;
    private final KeycloakServer server;

    @TempDir
    Path home;

    DocumentedAdminCallsIT(RealmFixture realm) {
        this.admin = realm.admin();
        this.realm = realm.name() + "-documented";
        this.server = realm.server();
    }

    @Test
    void every_line_does_what_its_page_says() throws IOException, InterruptedException {
        admin.post("", Map.of("realm", realm, "enabled", true));
        Shell shell = new Shell(
                Workspace.root().resolve("realm-export/flows"),
                Map.of(
                        "PATH", Workspace.server().resolve("bin") + File.pathSeparator + System.getenv("PATH"),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "KC_OPTS", "-XX:TieredStopAtLevel=1 -Duser.home=" + home));
        run(
                shell,
                "kcadm.sh config credentials --server %s --realm master --user %s --password %s"
                        .formatted(server.url(), KeycloakServer.ADMIN, KeycloakServer.ADMIN));

        List<String> lines = lines();
        assertThat(lines).hasSize(5);
        for (String line : lines) {
            run(
                    shell,
                    line.replace("myrealm", realm)
                            .replaceAll("(AC|SK|MG)…", "$1" + SOME_ID)
                            .replace("${vault.twilio}", "for-tests-only"));
        }

        String browserFlow = admin.get(realm).path("browserFlow").asText();
        assertThat(browserFlow).isNotEqualTo("browser");
        assertThat(admin.get(realm + "/authentication/flows").findValuesAsText("alias"))
                .contains(browserFlow);
        assertThat(settings("twilio").at("/account-sid/0").asText()).isEqualTo("AC" + SOME_ID);
        assertThat(settings("code-policy").at("/sms-countries/0").asText()).isEqualTo("GB, IE");
        assertThat(admin.get(realm + "/identity-provider/instances/firebase")
                        .at("/config/projectId")
                        .asText())
                .isEqualTo("my-app-1a2b3");
        assertThat(admin.get(realm + "/clients?clientId=shop")
                        .at("/0/attributes/firebase.exchange.enabled")
                        .asText())
                .isEqualTo("true");
        admin.delete(realm);
    }

    private JsonNode settings(String provider) {
        for (JsonNode component : admin.get(realm + "/components")) {
            if (component.path("providerId").asText().equals(provider)) {
                return component.path("config");
            }
        }
        throw new AssertionError("No component " + provider);
    }

    private static void run(Shell shell, String line) throws IOException, InterruptedException {
        Shell.Answer answer = shell.run(line);
        assertThat(answer.status())
                .as("%s: %s %s", line, answer.output(), answer.errors())
                .isZero();
    }

    private static List<String> lines() throws IOException {
        try (Stream<Path> pages = Files.walk(Workspace.root().resolve("docs"))) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .flatMap(page -> LINES.matcher(text(page)).results().map(MatchResult::group))
                    .toList();
        }
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
