package io.keygear.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Workspace;
import io.keygear.webhook.event.EventCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/webhooks} is written from the code, which follows Keycloak's own lists. After a change run this test with
 * {@code -Dkeygear.docs=write}.
 */
@KeygearTest(realm = PlainRealm.class)
final class EventCatalogueIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Workspace.root().resolve("docs/webhooks");

    @Test
    void the_pages_say_what_the_code_sends() throws IOException {
        List<String> types = EventCatalogue.types();
        compare(FOLDER.resolve("events.md"), page(types));
        for (String type : types) {
            String schema = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(EventCatalogue.schema(type));
            compare(FOLDER.resolve("schemas/" + type + ".json"), schema + "\n");
        }
        try (Stream<Path> files = Files.list(FOLDER.resolve("schemas"))) {
            assertThat(files).as("no type that is gone").hasSize(types.size());
        }
    }

    /** The server may be newer than what the code was compiled against. */
    @Test
    void the_server_knows_no_type_that_the_catalogue_does_not(RealmFixture realm) {
        JsonNode enums = JSON.valueToTree(Stream.of("eventType", "resourceType", "operationType")
                .collect(Collectors.toMap(name -> name, name -> names(realm, name))));
        List<String> known = new ArrayList<>();
        enums.path("eventType").forEach(type -> known.add("user." + lower(type)));
        for (JsonNode resource : enums.path("resourceType")) {
            enums.path("operationType")
                    .forEach(operation -> known.add("admin." + lower(resource) + "." + lower(operation)));
        }
        assertThat(known).hasSizeGreaterThan(200);
        assertThat(EventCatalogue.types()).containsAll(known);
    }

    private static JsonNode names(RealmFixture realm, String name) {
        return realm.admin().get("/serverinfo").path("enums").path(name);
    }

    private static String lower(JsonNode name) {
        return name.asText().toLowerCase(Locale.ROOT);
    }

    private static void compare(Path file, String generated) throws IOException {
        if ("write".equals(System.getProperty("keygear.docs"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file).as("run this test with -Dkeygear.docs=write").exists();
        assertThat(Files.readString(file)).isEqualTo(generated);
    }

    private static String page(List<String> types) throws IOException {
        StringBuilder text = new StringBuilder("""
                # Webhook events

                Written from the source by a test. Subscribe to a type by its name, or to several by a beginning and `*`:
                `user.*`, `admin.user.*`, `*`. Each name leads to its JSON Schema, with an example in it. Names follow
                Keycloak's own event types; resources of other extensions appear as `admin.<resource>.<operation>`.

                Every event has the same members, and `null` where there is nothing to say:

                | Member | |
                |---|---|
                | `seq` | Counts the events of one user (or other resource) to this endpoint, from 1; a gap is an event that was given up or not kept |
                | `id` | Keycloak's own id of the event |
                | `type`, `schema`, `time` | What happened, the version of this format, and when |
                | `realm` | `id` and `name` |
                | `actor` | Who did it: `user`, `admin`, `anonymous` or `system`, with an `id` |
                | `subject` | What it is about, for administrators' events with its `path` |
                | `client`, `session`, `ip` | Through which client, in which session, from where |
                | `error` | Why it failed, for `…_error` |
                | `user` | The user as it was when the change was committed, or just before it was removed |
                | `before`, `after` | What an update changed; the whole thing where it was removed or made |
                | `details` | Keycloak's own details of the event |
                | `incomplete` | The members that are not whole, see below; usually `null` |

                What somebody typed is cut at 2 KB, and no event is longer than 256 KB: `before` with `after`, then `details`,
                then `user` are left out. What could not be read when the change was committed, as its directory was away, is
                left out as well. `incomplete` names the members that this happened to.

                Secrets are ten asterisks, wherever they would stand: passwords, tokens, private keys and client secrets by the
                name of their member, private keys also by their form, and all of the `config` of an authenticator or a
                required action. That one of them changed can still be seen.

                An endpoint with `fields` rules gets less than a schema requires.

                An example, `user.update_profile`:

                ```json
                """);
        text.append(JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(EventCatalogue.example("user.update_profile")))
                .append("\n```\n");
        section(text, "Users", types, "user.");
        section(text, "Administrators", types, "admin.");
        section(text, "Keygear", types, "keygear.");
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> types, String beginning) {
        text.append("\n## ").append(title).append("\n\n");
        types.stream()
                .filter(type -> type.startsWith(beginning))
                .forEach(type -> text.append("- [`%s`](schemas/%s.json)%n".formatted(type, type)));
    }
}
