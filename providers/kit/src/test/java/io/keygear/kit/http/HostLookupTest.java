package io.keygear.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostLookupTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void sharesOneLookupAmongThoseWhoAskAtOnce() {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        HostLookup lookup = new HostLookup(host -> {
            lookups.incrementAndGet();
            await(answer);
            return InetAddress.getAllByName("127.0.0.1");
        });
        CompletableFuture<?>[] callers = Stream.generate(() -> CompletableFuture.runAsync(() -> resolve(lookup)))
                .limit(4)
                .toArray(CompletableFuture<?>[]::new);
        answer.countDown();

        assertThat(CompletableFuture.allOf(callers)).succeedsWithin(LONG);
        assertThat(lookups.get()).isBetween(1, 4);
        lookup.shutdown();
    }

    @Test
    void asksAgainAfterAFailure() throws IOException {
        AtomicInteger lookups = new AtomicInteger();
        HostLookup lookup = new HostLookup(host -> {
            if (lookups.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName("127.0.0.1");
        });

        assertThatThrownBy(() -> lookup.addresses("gateway.example", LONG)).isInstanceOf(UnknownHostException.class);
        assertThat(lookup.addresses("gateway.example", LONG)).hasSize(1);
        lookup.shutdown();
    }

    @Test
    void asksAgainAfterAFailureThatNobodyExpected() throws IOException {
        AtomicInteger lookups = new AtomicInteger();
        HostLookup lookup = new HostLookup(host -> {
            if (lookups.incrementAndGet() == 1) {
                throw new IllegalStateException("a broken resolver");
            }
            return InetAddress.getAllByName("127.0.0.1");
        });

        assertThatThrownBy(() -> lookup.addresses("gateway.example", LONG)).isInstanceOf(UnknownHostException.class);
        assertThat(lookup.addresses("gateway.example", LONG)).hasSize(1);
        lookup.shutdown();
    }

    @Test
    void failsWhenEveryThreadIsStuck() {
        CountDownLatch never = new CountDownLatch(1);
        HostLookup lookup = new HostLookup(host -> {
            await(never);
            return InetAddress.getAllByName("127.0.0.1");
        });
        for (int i = 0; i < 300; i++) {
            String host = "host-" + i + ".example";
            assertThatThrownBy(() -> lookup.addresses(host, Duration.ofMillis(1)))
                    .isInstanceOf(UnknownHostException.class);
        }
        lookup.shutdown();
    }

    private static void resolve(HostLookup lookup) {
        try {
            assertThat(lookup.addresses("gateway.example", LONG)).hasSize(1);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(CountDownLatch latch) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException();
        }
    }
}
