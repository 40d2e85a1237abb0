package io.keygear.themes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The login theme as its files: what we ship, what the verification module adds, and Keycloak's own themes below it. */
final class LoginTheme {

    static final Path OURS = Path.of("src/main/resources/theme/authpanel/login");
    static final Path CODES = Path.of("../providers/verification/src/main/resources/theme-resources");

    private LoginTheme() {}

    /** Every template that we write, by name. */
    static Map<String, String> templates() {
        Map<String, String> templates = new TreeMap<>(texts(OURS, name -> name.endsWith(".ftl")));
        templates.putAll(texts(CODES.resolve("templates"), name -> name.endsWith(".ftl")));
        return templates;
    }

    /** Every template of one of Keycloak's own login themes, by name. */
    static Map<String, String> keycloakTemplates(String theme) {
        try (FileSystem jar = FileSystems.newFileSystem(keycloakThemes())) {
            return texts(jar.getPath("theme", theme, "login"), name -> name.endsWith(".ftl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Properties properties() {
        return load(read(OURS.resolve("theme.properties")));
    }

    static Properties keycloakProperties(String theme) {
        return load(resource("theme/" + theme + "/login/theme.properties"));
    }

    static Properties ourMessages(String language) {
        Properties messages = load(read(OURS.resolve("messages/messages_" + language + ".properties")));
        messages.putAll(codeMessages(language));
        return messages;
    }

    /** The messages of one folder in one language. */
    static Properties messagesIn(Path folder, String language) {
        return load(read(folder.resolve("messages/messages_" + language + ".properties")));
    }

    static Properties codeMessages(String language) {
        return load(read(CODES.resolve("messages/messages_" + language + ".properties")));
    }

    /** What a page sees: the base theme's messages with ours over them. */
    static Properties messages(String language) {
        Properties messages = load(resource("theme/base/login/messages/messages_" + language + ".properties"));
        messages.putAll(ourMessages(language));
        return messages;
    }

    private static Path keycloakThemes() {
        String file = LoginTheme.class
                .getClassLoader()
                .getResource("theme/base/login/template.ftl")
                .toString();
        return Path.of(URI.create(file.substring("jar:".length(), file.indexOf('!'))));
    }

    private static Map<String, String> texts(Path folder, Predicate<String> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, String> texts = new TreeMap<>();
            List<Path> found = files.filter(
                            file -> wanted.test(file.getFileName().toString()))
                    .toList();
            found.forEach(file -> texts.put(file.getFileName().toString(), read(file)));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = LoginTheme.class.getClassLoader().getResourceAsStream(name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return String.join("\n", reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
