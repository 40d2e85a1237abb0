package io.keygear.tests.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a test wants of its server. Equal configurations share one server.
 *
 * @param name names the server's folder; unique among the configurations
 * @param mode how it is started
 * @param store what it keeps its data in
 * @param options server options as {@code KC_*} variables, added to the harness's own
 */
public record ServerConfig(String name, Mode mode, Store store, Map<String, String> options) {

    /** How a server is started. */
    public enum Mode {
        /** {@code start-dev} with a database in memory: starts fastest, forgets everything when it stops. */
        DEV,
        /** {@code start --cache=local} on a database: may be killed and started again. */
        SINGLE,
        /** {@code start --cache=ispn} on a database: may be killed, and has a second node on demand. */
        CLUSTER
    }

    /** A database. */
    public enum Store {
        /** H2 in the server's memory. */
        MEMORY,
        POSTGRES,
        MARIADB
    }

    /** The configuration of nearly every test. */
    public static final ServerConfig STANDARD = dev("standard");

    /** Copies the options. */
    public ServerConfig {
        options = Map.copyOf(options);
    }

    /** With its data in memory. */
    public static ServerConfig dev(String name) {
        return new ServerConfig(name, Mode.DEV, Store.MEMORY, Map.of());
    }

    /** On PostgreSQL, one node, survives a kill. */
    public static ServerConfig single(String name) {
        return new ServerConfig(name, Mode.SINGLE, Store.POSTGRES, Map.of());
    }

    /** On PostgreSQL, two nodes. */
    public static ServerConfig cluster(String name) {
        return new ServerConfig(name, Mode.CLUSTER, Store.POSTGRES, Map.of());
    }

    /** The same on MariaDB. */
    public ServerConfig onMariaDb() {
        return new ServerConfig(name, mode, Store.MARIADB, options);
    }

    /** With one more option, named as an environment variable ({@code KC_…}). */
    public ServerConfig with(String option, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(option, value);
        return new ServerConfig(name, mode, store, more);
    }

    /** Names a configuration in {@link KeygearTest}; needs a constructor without parameters. */
    public interface Source {
        ServerConfig config();
    }

    /** {@link #STANDARD}. */
    public static final class Standard implements Source {
        @Override
        public ServerConfig config() {
            return STANDARD;
        }
    }

    /** Two nodes on PostgreSQL. */
    public static final class TwoNodes implements Source {
        @Override
        public ServerConfig config() {
            return cluster("cluster");
        }
    }

    /** One node on PostgreSQL, to be killed. */
    public static final class Durable implements Source {
        @Override
        public ServerConfig config() {
            return single("durable");
        }
    }
}
