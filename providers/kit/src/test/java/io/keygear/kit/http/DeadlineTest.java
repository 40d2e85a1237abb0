package io.keygear.kit.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.kit.http.HttpOutcome.Answered;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final long LIMIT = 400;
    private static final long TOLERANCE = 500;
    private static final RawServer.Manners HANG = (server, socket) -> {
        server.readRequest(socket);
        Thread.sleep(30_000);
    };

    private final PinnedOutboundHttp http = open(PinnedOutboundHttp::system);

    @AfterEach
    void shutDown() {
        http.shutdown();
    }

    @Test
    void holdsAgainstAServerThatHangs() throws IOException {
        try (RawServer server = new RawServer(HANG)) {
            assertThat(timed(http, server.url())).isEqualTo(new Unknown(Unknown.Loss.DEADLINE));
        }
    }

    @Test
    void holdsAgainstAHeadThatDrips() throws IOException {
        try (RawServer server = new RawServer((own, socket) -> {
            own.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\n");
            drip(socket, "X-Header: more\r\n");
        })) {
            assertThat(timed(http, server.url())).isEqualTo(new Unknown(Unknown.Loss.DEADLINE));
        }
    }

    @Test
    void holdsAgainstABodyThatDrips() throws IOException {
        try (RawServer server = new RawServer((own, socket) -> {
            own.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            drip(socket, "x");
        })) {
            assertThat(timed(http, server.url())).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.complete()).isFalse();
            });
        }
    }

    @Test
    void holdsAgainstEndlessInterimAnswers() throws IOException {
        try (RawServer server = new RawServer((own, socket) -> {
            own.readRequest(socket);
            drip(socket, "HTTP/1.1 102 Processing\r\n\r\n");
        })) {
            assertThat(timed(http, server.url())).isEqualTo(new Unknown(Unknown.Loss.DEADLINE));
        }
    }

    @Test
    void holdsAgainstAServerThatDoesNotRead() throws IOException {
        try (RawServer server = new RawServer((own, socket) -> Thread.sleep(30_000))) {
            HttpBody large = HttpBody.of(new byte[32 * 1024 * 1024]);
            HttpCall call = HttpCall.of("POST", server.url(), large, in(LIMIT));

            assertThat(timed(() -> http.exchange(call))).isEqualTo(new Unknown(Unknown.Loss.DEADLINE));
        }
    }

    @Test
    void holdsAgainstAHandshakeThatStalls() throws IOException {
        try (RawServer server = new RawServer((own, socket) -> Thread.sleep(30_000))) {
            assertThat(timed(http, server.url("https", "127.0.0.1"))).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void holdsAgainstANetworkThatSwallowsConnections() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = fill(full);
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
            HttpCall impatient =
                    new HttpCall("POST", url, List.of(), HttpBody.EMPTY, Duration.ofMillis(100), in(20 * LIMIT));

            assertThat(timed(http, url)).isInstanceOf(NotSent.class);
            assertThat(timed(() -> http.exchange(impatient))).isEqualTo(new NotSent(NotSent.Obstacle.CONNECT));
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void holdsAgainstNameServersThatHang() {
        PinnedOutboundHttp lost = open(host -> {
            pause(30_000);
            return InetAddress.getAllByName("127.0.0.1");
        });

        assertThat(timed(lost, URI.create("http://gateway.example/"))).isInstanceOf(NotSent.class);
        lost.shutdown();
    }

    @Test
    void sendsNothingAfterTheDeadline() throws IOException {
        try (RawServer server = new RawServer(HANG)) {
            HttpCall late = HttpCall.of("POST", server.url(), HttpBody.EMPTY, in(-1));

            assertThat(http.exchange(late)).isEqualTo(new NotSent(NotSent.Obstacle.DEADLINE));
            assertThat(server.connections).hasValue(0);
        }
    }

    @Test
    void holdsForManyCallsAtOnceAndLeavesOtherHostsAlone() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(150);
        try (RawServer hanging = new RawServer(HANG);
                RawServer healthy = RawServer.answering("HTTP/1.1 204 OK\r\n\r\n")) {
            HttpCall call = HttpCall.of("POST", hanging.url(), HttpBody.of("message"), in(1000));
            List<Future<HttpOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                outcomes.add(callers.submit((Callable<HttpOutcome>) () -> http.exchange(call)));
            }

            assertThat(http.exchange(HttpCall.of("GET", healthy.url(), HttpBody.EMPTY, in(10_000))))
                    .isInstanceOf(Answered.class);
            for (Future<HttpOutcome> outcome : outcomes) {
                assertThat(outcome.get(5, SECONDS)).isNotInstanceOf(Answered.class);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static HttpOutcome timed(OutboundHttp http, URI url) {
        HttpCall call = HttpCall.of("POST", url, HttpBody.of("message"), in(LIMIT));
        return timed(() -> http.exchange(call));
    }

    private static HttpOutcome timed(Supplier<HttpOutcome> exchange) {
        long start = System.nanoTime();
        HttpOutcome outcome = exchange.get();
        assertThat(NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(LIMIT + TOLERANCE);
        return outcome;
    }

    /** Takes the places in a listener's queue, after which the kernel drops what knocks. */
    private static List<Socket> fill(ServerSocket listener) {
        List<Socket> queue = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket();
            try {
                socket.connect(listener.getLocalSocketAddress(), 100);
                queue.add(socket);
            } catch (IOException noPlaceLeft) {
                break;
            }
        }
        return queue;
    }

    private static void drip(Socket socket, String drop) throws IOException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            RawServer.write(socket, drop);
            Thread.sleep(50);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static PinnedOutboundHttp open(HostLookup.Resolver resolver) {
        return new PinnedOutboundHttp(
                new UrlPolicy(List.of(AddressRange.of("127.0.0.0/8"))), resolver, Clock.systemUTC());
    }

    private static Instant in(long millis) {
        return Instant.now().plusMillis(millis);
    }
}
