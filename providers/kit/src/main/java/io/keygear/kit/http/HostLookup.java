package io.keygear.kit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks name servers within a time limit. A look-up cannot be interrupted, so it runs on a thread of its own that is
 * left behind when the limit passes; callers that ask for one host at once share one look-up.
 */
final class HostLookup {

    private static final int THREADS = 32;
    private static final int WAITING = 256;
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** The blocking look-up itself, replaced in tests. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final ThreadPoolExecutor threads;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                new DaemonThreads("keygear-dns"));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /**
     * The addresses of a host, in the order in which to try them.
     *
     * @throws UnknownHostException when there are none, or none were found within the limit
     */
    List<InetAddress> addresses(String host, Duration limit) throws IOException {
        Optional<InetAddress> literal = IpLiteral.host(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        try {
            return running.computeIfAbsent(host, this::start).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException failed) {
            throw unknown(host, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unknown(host, interrupted);
        }
    }

    void shutdown() {
        threads.shutdownNow();
    }

    private CompletableFuture<List<InetAddress>> start(String host) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                List<InetAddress> addresses = List.of(resolver.resolve(host));
                running.remove(host, found);
                found.complete(addresses);
            } catch (UnknownHostException | RuntimeException | Error failed) {
                // Whatever it is: who waits must hear of it, and the next one must ask anew.
                running.remove(host, found);
                found.completeExceptionally(failed);
            }
        });
        return found;
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
