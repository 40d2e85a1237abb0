package io.keygear.tests.server;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.images.PullPolicy;

/** A server in a container; Testcontainers removes it after the run. */
final class ContainerServer implements KeycloakServer {

    private static final String HOST = "host.docker.internal";

    private final KeycloakContainer container;
    private Duration startTime = Duration.ZERO;

    private ContainerServer(KeycloakContainer container) {
        this.container = container;
    }

    static String image() {
        return System.getProperty("keycloak.image", "quay.io/keycloak/keycloak:" + Workspace.keycloakVersion());
    }

    static KeycloakServer start(ServerConfig config) {
        List<File> jars = new ArrayList<>();
        Workspace.distribution().stream().map(Path::toFile).forEach(jars::add);
        jars.add(Workspace.probe().toFile());
        ContainerServer server = new ContainerServer(new KeycloakContainer(image())
                // The library's own policy looks for a newer image every day, which never ends without a registry.
                .withImagePullPolicy(PullPolicy.defaultPolicy())
                .withStartupTimeout(Duration.ofMinutes(4))
                .withRamPercentage(5, 50)
                .withAdminUsername(ADMIN)
                .withAdminPassword(ADMIN)
                .withProviderLibsFrom(jars)
                .withEnv(ServerOptions.common(config))
                .withExtraHost(HOST, "host-gateway"));
        server.start();
        return server;
    }

    @Override
    public void start() {
        long begin = System.nanoTime();
        container.start();
        startTime = Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public URI url() {
        return root(container.getAuthServerUrl());
    }

    @Override
    public URI managementUrl() {
        return root(container.getMgmtServerUrl());
    }

    @Override
    public String testHost() {
        return HOST;
    }

    @Override
    public String bindAddress() {
        return "0.0.0.0";
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    @Override
    public Duration startTime() {
        return startTime;
    }

    @Override
    public void setClock(Duration ahead) {
        ServerClock.set(url(), ahead);
    }

    @Override
    public void kill() {
        throw keepsNothing();
    }

    @Override
    public void stop() {
        throw keepsNothing();
    }

    @Override
    public KeycloakServer secondNode() {
        throw keepsNothing();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static UnsupportedOperationException keepsNothing() {
        return new UnsupportedOperationException(
                "A container has its database in memory. Configurations with PostgreSQL run as processes.");
    }

    private static URI root(String url) {
        URI full = URI.create(url);
        return URI.create(full.getScheme() + "://" + full.getAuthority());
    }
}
