package io.keygear.tests.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.dev.ClientSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The realm of the demo, made fit for a test. */
final class RealmFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RealmFile() {}

    static ObjectNode read(String name) {
        Path folder = Workspace.root().resolve("realm-export");
        ObjectNode realm = json(folder.resolve("keygear-realm.json"));
        realm.put("realm", name);
        realm.set("users", json(folder.resolve("dev/keygear-users-0.json")).get("users"));
        // The default role is named after its realm.
        realm.get("users")
                .forEach(user -> ((ObjectNode) user).putArray("realmRoles").add("default-roles-" + name));
        // Filled in from the environment at the start-up import only; a test that wants mail says where it goes.
        realm.remove("smtpServer");
        // All people of a test share one address and one country; tests of the budgets enforce them.
        ((ObjectNode) realm.path("components")
                        .path("io.keygear.verification.policy.CodePolicyProvider")
                        .path(0)
                        .path("config"))
                .putArray("unproven-budgets")
                .add("record");
        // Tests answer faster than people: two wrong answers within a second are no sign of an attack here.
        realm.put("quickLoginCheckMilliSeconds", 0);
        // Keycloak's own hash takes most of the time of a login, and is not what is tested here.
        realm.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        setSecrets(
                realm,
                ClientSecrets.read(folder.resolve("dev/secrets.properties")).secrets());
        return realm;
    }

    private static void setSecrets(ObjectNode realm, Map<String, String> secrets) {
        for (JsonNode client : realm.path("clients")) {
            String secret = secrets.get(client.path("clientId").asText());
            if (secret != null) {
                ((ObjectNode) client).put("secret", secret);
            }
        }
    }

    private static ObjectNode json(Path file) {
        try {
            return (ObjectNode) JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
