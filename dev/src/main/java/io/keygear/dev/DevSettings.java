package io.keygear.dev;

import java.nio.file.Path;

/**
 * What {@code mvn -Pdev} hands over, as system properties.
 *
 * @param server the unpacked Keycloak, which stays as it is
 * @param home the copy that runs and keeps the demo's data
 * @param providers folder of the JARs to deploy
 * @param realm folder of the realm file, with {@code dev/} in it
 * @param port of the server
 * @param managementPort of health and metrics
 */
record DevSettings(Path server, Path home, Path providers, Path realm, int port, int managementPort) {

    static DevSettings fromSystemProperties() {
        return new DevSettings(
                path("keygear.server"),
                path("keygear.home"),
                path("keygear.providers"),
                path("keygear.realm"),
                port("keygear.port", 8080),
                port("keygear.management.port", 9000));
    }

    private static Path path(String key) {
        String value = System.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("-D" + key + " is missing: start the demo with `mvn -Pdev`");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    private static int port(String key, int standard) {
        String value = System.getProperty(key, "").strip();
        if (value.isEmpty()) {
            return standard;
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new IllegalArgumentException(
                    "-D" + key + "=" + value + " is not a port: give a number from 1 to 65535");
        }
        return Integer.parseInt(value);
    }
}
