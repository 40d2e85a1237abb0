package io.keygear.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a server is started.
 *
 * @param arguments what follows {@code kc.sh}
 * @param environment variables of the server, mostly {@code KC_*}; those of the own process named {@code KC_*} are not
 *     handed on, so that a run never depends on the shell it was started from
 */
public record KeycloakCommand(List<String> arguments, Map<String, String> environment) {

    /** Copies both. */
    public KeycloakCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** {@code kc.sh start-dev …}: plain HTTP, an embedded database, no cache for themes. */
    public static KeycloakCommand startDev() {
        return new KeycloakCommand(List.of("start-dev"), Map.of());
    }

    /** {@code kc.sh start …}: as in production. */
    public static KeycloakCommand start() {
        return new KeycloakCommand(List.of("start"), Map.of());
    }

    /** With more arguments. */
    public KeycloakCommand with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new KeycloakCommand(all, environment);
    }

    /** With one more variable. */
    public KeycloakCommand env(String name, String value) {
        return env(Map.of(name, value));
    }

    /** With more variables. */
    public KeycloakCommand env(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return new KeycloakCommand(arguments, all);
    }
}
