package io.keygear.verification.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** Keeps the one {@link MailTalks} of a server, and its threads. */
public final class MailTalksFactory implements ProviderFactory<MailTalks> {

    private static final int MOST_THREADS = 256;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private @Nullable ExecutorService threads;
    private @Nullable MailTalks talks;

    @Override
    public void init(Config.Scope config) {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "keygear-mail-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        talks = new MailTalks(threads);
    }

    @Override
    public MailTalks create(KeycloakSession session) {
        return Objects.requireNonNull(talks, "not started");
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }

    @Override
    public String getId() {
        return "default";
    }
}
