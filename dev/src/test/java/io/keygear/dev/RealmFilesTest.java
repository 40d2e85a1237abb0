package io.keygear.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RealmFilesTest {

    private static final Path REALM_EXPORT = Path.of("../realm-export");

    @Test
    void the_demo_secrets_fit_the_realm_file() throws IOException {
        String realm = Files.readString(REALM_EXPORT.resolve("keygear-realm.json"));

        assertThat(ClientSecrets.read(REALM_EXPORT.resolve("dev/secrets.properties"))
                        .writeInto(realm))
                .contains("\"demo-backend\", \"secret\": \"demo-backend-secret\"");
    }

    @Test
    void the_realm_file_holds_no_secret_and_no_user() throws IOException {
        assertThat(Files.readString(REALM_EXPORT.resolve("keygear-realm.json")))
                .doesNotContain("\"secret\"", "\"users\"", "\"credentials\"", "\"privateKey\"");
    }
}
