package io.keygear.tests.server;

import java.util.Locale;

/** What runs Keycloak: {@code -Dkeycloak.backend=auto|process|container}. */
enum Backend {
    PROCESS,
    CONTAINER;

    private static final String WISH =
            System.getProperty("keycloak.backend", "auto").toLowerCase(Locale.ROOT);
    private static final Backend CHOSEN = choose(WISH);

    /** The one of this run; asked for once. */
    static Backend chosen() {
        return CHOSEN;
    }

    /** Then nothing may fall back to a process unseen. */
    static boolean isContainerForced() {
        return WISH.equals("container");
    }

    KeycloakServer start(ServerConfig config) {
        return this == PROCESS || config.mode() != ServerConfig.Mode.DEV
                ? ProcessServer.start(config)
                : ContainerServer.start(config);
    }

    private static Backend choose(String wish) {
        return switch (wish) {
            case "process" -> PROCESS;
            // Forced: whatever is missing shows as a failure of the start.
            case "container" -> CONTAINER;
            case "auto" -> Engine.offers(ContainerServer.image()) ? CONTAINER : PROCESS;
            default ->
                throw new IllegalArgumentException(
                        "-Dkeycloak.backend=" + wish + " is unknown: give auto, process or container");
        };
    }
}
