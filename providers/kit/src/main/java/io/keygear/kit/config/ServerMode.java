package io.keygear.kit.config;

import org.keycloak.common.util.Environment;

/** Whether this server is for development or for people's real accounts. */
public final class ServerMode {

    private ServerMode() {}

    /** Whether Keycloak was started by {@code start-dev}. */
    public static boolean isDevelopment() {
        return Environment.isDevMode();
    }
}
