package io.keygear.tests.server;

import java.net.URI;
import java.time.Duration;

/**
 * A running Keycloak with the packaged Keygear JARs in it; administrator {@value #ADMIN}/{@value #ADMIN}.
 *
 * <p>Two backends serve the same suite: an own process, or a container. What differs between them is hidden here, but
 * for the address under which the server reaches back to the test.
 */
public interface KeycloakServer extends AutoCloseable {

    /** Name and password of the administrator. */
    String ADMIN = "admin";

    /** Where it listens, as seen by the test and its browser; no path. */
    URI url();

    /** Health and metrics. */
    URI managementUrl();

    /** The host name under which the server reaches a port of this machine. */
    String testHost();

    /** The address a fake has to listen on for the server to reach it. */
    String bindAddress();

    /** Everything it has printed so far, of all its starts. */
    String log();

    /** How long the last start took, from the call until it was ready. */
    Duration startTime();

    /** Sets this node's clock {@code ahead} of the machine's. */
    void setClock(Duration ahead);

    /** A power cut: every process gone at once. For configurations with a database of their own. */
    void kill();

    /** Ends it in good order. */
    void stop();

    /** Starts it again after {@link #kill} or {@link #stop}, at the same address, with the same data. */
    void start();

    /**
     * The other node, started at the first call and sharing the database and the sessions.
     *
     * @throws UnsupportedOperationException if the configuration is not a cluster
     */
    KeycloakServer secondNode();

    @Override
    void close();
}
