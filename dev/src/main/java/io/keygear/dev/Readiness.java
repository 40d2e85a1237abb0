package io.keygear.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Asks {@code /health/ready} until the answer is 200. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final HttpRequest question;

    Readiness(URI management) {
        question = HttpRequest.newBuilder(management.resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** @param deadline in {@link System#nanoTime()} */
    void await(long deadline, BooleanSupplier alive) throws InterruptedException, TimeoutException, ExecutionException {
        while (!ready()) {
            if (!alive.getAsBoolean()) {
                throw new ExecutionException(new IllegalStateException("ended"));
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException();
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean ready() throws InterruptedException {
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }
}
