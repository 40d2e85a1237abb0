package io.keygear.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.kit.http.HttpOutcome.Answered;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final List<AddressRange> LOOPBACK = List.of(AddressRange.of("127.0.0.1/32"));

    private final PinnedOutboundHttp http = open(LOOPBACK, PinnedOutboundHttp::system);

    @AfterEach
    void shutDown() {
        http.shutdown();
    }

    @Test
    void sendsTheExactBytesAndReadsTheAnswer() throws IOException {
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 201 Created\r\nX-Id: 7\r\nX-Odd: \u00e4\u0001\r\nContent-Length: 5\r\n\r\nhello")) {
            HttpOutcome outcome = http.exchange(
                    post(server.url()).with("Content-Type", "text/plain").with("X-Key", "secret"));

            assertThat(outcome).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.header("x-id")).contains("7");
                assertThat(answer.body().text()).isEqualTo("hello");
                assertThat(answer.complete()).isTrue();
            });
            assertThat(server.requests)
                    .singleElement()
                    .asString()
                    .startsWith("POST /path HTTP/1.1\r\n")
                    .contains("Content-Type: text/plain\r\n", "X-Key: secret\r\n", "Content-Length: 7\r\n")
                    .endsWith("\r\n\r\nmessage");
        }
    }

    @Test
    void keepsAPathAsItIs() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            URI odd = URI.create(server.url().resolve("/a") + "//b/../c%2Fd?q=%20&r");

            http.exchange(HttpCall.of("GET", odd, HttpBody.EMPTY, in(2000)));

            assertThat(server.requests)
                    .singleElement()
                    .asString()
                    .startsWith("GET /a//b/../c%2Fd?q=%20&r HTTP/1.1\r\n");
        }
    }

    @Test
    void usesAConnectionAgainAndLeavesAClosedOne() throws IOException, InterruptedException {
        try (RawServer server = RawServer.answering(OK)) {
            for (int i = 0; i < 5; i++) {
                assertThat(http.exchange(post(server.url()))).isInstanceOf(Answered.class);
            }
            assertThat(server.connections).hasValue(1);
        }
        try (RawServer closing = new RawServer((server, socket) -> {
            server.readRequest(socket);
            RawServer.write(socket, OK);
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(http.exchange(post(closing.url()))).isInstanceOf(Answered.class);
                Thread.sleep(50);
            }
            assertThat(closing.requests).hasSize(5);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (RawServer target = RawServer.answering(OK);
                RawServer server = RawServer.answering(
                        "HTTP/1.1 302 Found\r\nLocation: " + target.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(http.exchange(post(server.url())))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(302));
            assertThat(target.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "407", "408", "425", "429", "500", "503"})
    void asksOnceWhateverTheStatus(String status) throws IOException {
        try (RawServer server = RawServer.answering("HTTP/1.1 " + status
                + " No\r\nWWW-Authenticate: Basic realm=x\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(http.exchange(post(server.url()))).isInstanceOf(Answered.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 900000\r\n", "Transfer-Encoding: chunked\r\n", ""})
    void readsABoundedAnswer(String framing) throws IOException {
        try (RawServer server = new RawServer((own, socket) -> {
            own.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\n" + framing + "\r\n");
            String chunk = "x".repeat(0x1000);
            for (int i = 0; i < 200; i++) {
                RawServer.write(socket, framing.contains("chunked") ? "1000\r\n" + chunk + "\r\n" : chunk);
            }
            Thread.sleep(10_000);
        })) {
            assertThat(http.exchange(post(server.url()))).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.complete()).isFalse();
                assertThat(answer.body().size()).isEqualTo(OutboundHttp.LARGEST_BODY);
            });
        }
    }

    @Test
    void doesNotUnpackCompressedAnswers() throws IOException {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nbomb")) {
            assertThat(http.exchange(post(server.url())))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answer -> assertThat(answer.body().text()).isEqualTo("bomb"));
            assertThat(server.requests).singleElement().asString().doesNotContain("Accept-Encoding");
        }
    }

    @Test
    void knowsThatARefusedConnectionTookNothing() throws IOException {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/");
        }
        assertThat(http.exchange(post(nobody))).isEqualTo(new NotSent(NotSent.Obstacle.CONNECT));
    }

    @Test
    void doesNotKnowWhatAResetMeans() throws IOException {
        try (RawServer after = new RawServer((server, socket) -> {
                    server.readRequest(socket);
                    RawServer.reset(socket);
                });
                RawServer before = new RawServer((server, socket) -> RawServer.reset(socket));
                RawServer silent = new RawServer((server, socket) -> server.readRequest(socket));
                RawServer garbage = RawServer.answering("220 mail ready\r\n\r\n")) {
            assertThat(http.exchange(post(after.url()))).isEqualTo(new Unknown(Unknown.Loss.BROKEN));
            assertThat(after.requests).hasSize(1);
            assertThat(http.exchange(post(silent.url()))).isEqualTo(new Unknown(Unknown.Loss.BROKEN));
            assertThat(silent.requests).hasSize(1);
            assertThat(http.exchange(post(garbage.url()))).isEqualTo(new Unknown(Unknown.Loss.BROKEN));
            assertThat(http.exchange(post(before.url())))
                    .isIn(new Unknown(Unknown.Loss.BROKEN), new NotSent(NotSent.Obstacle.CONNECT));
        }
    }

    @Test
    void answersWithTheStatusWhenOnlyTheBodyBreaks() throws IOException {
        try (RawServer server = new RawServer((own, socket) -> {
            own.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
        })) {
            assertThat(http.exchange(post(server.url()))).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.body().text()).isEqualTo("part");
                assertThat(answer.complete()).isFalse();
            });
        }
    }

    @Test
    void refusesForbiddenAddressesAlsoBehindNames() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            PinnedOutboundHttp strict = open(List.of(), host -> InetAddress.getAllByName("127.0.0.1"));

            assertThat(strict.exchange(post(server.url()))).isEqualTo(new NotSent(NotSent.Obstacle.FORBIDDEN));
            assertThat(strict.exchange(post(server.url("https", "gateway.example"))))
                    .isEqualTo(new NotSent(NotSent.Obstacle.FORBIDDEN));
            assertThat(strict.refusal(server.url("https", "gateway.example"))).isPresent();
            assertThat(server.connections).hasValue(0);
            strict.shutdown();
        }
    }

    @Test
    void resolvesOnceAndConnectsToWhatItChecked() throws IOException {
        AtomicInteger lookups = new AtomicInteger();
        PinnedOutboundHttp rebound = open(LOOPBACK, host -> {
            String answer = lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2";
            return new InetAddress[] {InetAddress.getByName("10.9.8.7"), InetAddress.getByName(answer)};
        });
        try (RawServer server = RawServer.answering(OK)) {
            assertThat(rebound.exchange(post(server.url("http", "gateway.example"))))
                    .isInstanceOf(Answered.class);
            assertThat(lookups).hasValue(1);
            assertThat(server.requests).singleElement().asString().contains("Host: gateway.example:");
        }
        rebound.shutdown();
    }

    @Test
    void knowsThatAnUnknownHostTookNothing() {
        PinnedOutboundHttp nameless = open(LOOPBACK, host -> {
            throw new UnknownHostException(host);
        });
        URI url = URI.create("https://gateway.example/");

        assertThat(nameless.exchange(post(url))).isEqualTo(new NotSent(NotSent.Obstacle.DNS));
        assertThat(nameless.refusal(url)).isEmpty();
        nameless.shutdown();
    }

    @Test
    void callsNobodyOnceItIsShutDown() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            PinnedOutboundHttp closed = open(LOOPBACK, PinnedOutboundHttp::system);
            closed.shutdown();

            assertThat(closed.exchange(post(server.url()))).isEqualTo(new NotSent(NotSent.Obstacle.BUSY));
        }
    }

    private static PinnedOutboundHttp open(List<AddressRange> allowed, HostLookup.Resolver resolver) {
        return new PinnedOutboundHttp(new UrlPolicy(allowed), resolver, Clock.systemUTC());
    }

    private static HttpCall post(URI url) {
        return HttpCall.of("POST", url, HttpBody.of("message"), in(2000));
    }

    private static Instant in(long millis) {
        return Instant.now().plus(Duration.ofMillis(millis));
    }
}
