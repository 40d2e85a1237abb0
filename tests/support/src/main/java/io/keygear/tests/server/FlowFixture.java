package io.keygear.tests.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The login flows of {@code realm-export/flows}, imported as an administrator would. */
public final class FlowFixture {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Workspace.root().resolve("realm-export/flows");

    private FlowFixture() {}

    /** The names of all files, without their ending. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file holds. */
    public static JsonNode read(String name) {
        try {
            return JSON.readTree(FOLDER.resolve(name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports a flow and makes the realm use it. */
    public static void use(RealmFixture realm, String name) {
        realm.admin().post(realm.name() + "/keygear-flows?bind=true", read(name));
    }
}
