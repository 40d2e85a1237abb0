package io.keygear.tests.server;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** Asks the container engine of this machine, if there is one. */
final class Engine {

    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final long PULL_MINUTES = 5;

    private Engine() {}

    /** Whether the image is there, or could be fetched at the first try. Never waits for a hopeless engine. */
    static boolean offers(String image) {
        if (!Files.exists(SOCKET) && System.getenv("DOCKER_HOST") == null) {
            return false;
        }
        return DockerClientFactory.instance().isDockerAvailable() && (has(image) || pulled(image));
    }

    private static boolean has(String image) {
        try {
            client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static boolean pulled(String image) {
        try {
            return client().pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
        } catch (DockerException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }
}
