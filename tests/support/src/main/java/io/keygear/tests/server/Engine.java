package io.keygear.tests.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Asks the container engine of this machine, if there is one, by its own client: Testcontainers would first fetch an
 * image of its own, and without a registry that takes minutes to fail.
 */
final class Engine {

    private static final long ASK_SECONDS = 10;
    private static final long PULL_SECONDS = 300;

    private Engine() {}

    /** Whether the image is there, or could be fetched at the first try. Never waits for a hopeless engine. */
    static boolean offers(String image) {
        return succeeds(ASK_SECONDS, "docker", "info")
                && (succeeds(ASK_SECONDS, "docker", "image", "inspect", image)
                        || succeeds(PULL_SECONDS, "docker", "pull", "--quiet", image));
    }

    private static boolean succeeds(long seconds, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
