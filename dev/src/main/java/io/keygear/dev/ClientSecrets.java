package io.keygear.dev;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo's client secrets, kept apart from the realm file: a realm that is imported without them gets random ones.
 *
 * @param secrets by client id
 */
public record ClientSecrets(Map<String, String> secrets) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]+");

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if an id or a secret would need escaping in JSON
     */
    public ClientSecrets {
        secrets = Map.copyOf(secrets);
        secrets.forEach((client, secret) -> {
            if (!PLAIN.matcher(client).matches() || !PLAIN.matcher(secret).matches()) {
                throw new IllegalArgumentException("Client id and secret may hold only letters, digits and ._~-: "
                        + "see the entry for " + client);
            }
        });
    }

    /** Reads a properties file of client id = secret. */
    public static ClientSecrets read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
        Map<String, String> secrets = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(client ->
                        secrets.put(client, properties.getProperty(client).strip()));
        return new ClientSecrets(secrets);
    }

    /**
     * Gives the realm file's text with each secret written beside its client's id.
     *
     * @throws IllegalArgumentException if a client is not in the file
     */
    public String writeInto(String realmJson) {
        String json = realmJson;
        for (Map.Entry<String, String> entry : secrets.entrySet()) {
            Matcher client = Pattern.compile("\"clientId\"\\s*:\\s*\"" + Pattern.quote(entry.getKey()) + "\"")
                    .matcher(json);
            if (!client.find()) {
                throw new IllegalArgumentException("The realm file has no client " + entry.getKey());
            }
            json = json.substring(0, client.end()) + ", \"secret\": \"" + entry.getValue() + "\""
                    + json.substring(client.end());
        }
        return json;
    }
}
