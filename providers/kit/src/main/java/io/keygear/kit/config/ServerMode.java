package io.keygear.kit.config;

import org.keycloak.common.util.Environment;

/** Whether Keycloak serves people, or a developer on their own machine. */
public final class ServerMode {

    private ServerMode() {}

    /**
     * Whether the server was started in development mode ({@code start-dev}). Asks at run time what the start
     * command set, so it holds for optimized images too; commands that serve nothing, such as an import, do not count.
     */
    public static boolean isDevelopment() {
        return Environment.isDevMode();
    }
}
