package io.keygear.sms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.TextSender;
import io.keygear.testkit.StandInServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSmsSenderTest {

    private record Request(String method, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    private final StandInServer server = new StandInServer("127.0.0.1/32", Map.of("master_sms", "key-in-the-vault"));
    private final HttpSmsSenderFactory factory = new HttpSmsSenderFactory();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private HttpServer gateway;
    private volatile int status = 200;
    private volatile String answer = "{}";

    @BeforeEach
    void startGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/send", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
            byte[] content = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        gateway.start();
        options.put("url", "http://127.0.0.1:" + gateway.getAddress().getPort() + "/send?account=7");
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
        server.close();
    }

    @Test
    void postsJsonByDefault() {
        assertThat(send()).isEqualTo(new SmsOutcome.Accepted(null));

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("Content-type")).isEqualTo("application/json");
            assertThat(request.body())
                    .isEqualTo(
                            "{\"to\": \"+447700900101\", \"text\": \"Your \\\"code\\\" is 123456\", \"id\": \"m-1\"}");
        });
    }

    @Test
    void takesTheIdFromTheAnswer() {
        answer = "{\"messages\": [{\"id\": 4711}]}";
        options.put("id-pointer", "/messages/0/id");
        assertThat(send()).isEqualTo(new SmsOutcome.Accepted("4711"));

        options.put("id-pointer", "/messages");
        assertThat(send()).isEqualTo(new SmsOutcome.Accepted(null));

        answer = "no json";
        assertThat(send()).isEqualTo(new SmsOutcome.Accepted(null));
    }

    @Test
    void sendsConfiguredHeadersAndForm() {
        options.putAll(Map.of(
                "method", "put",
                "format", "form",
                "headers", "X-Account: 7\n\n X-Key:  ${vault.master_sms} ",
                "body", "msisdn={{to}}&msg={{text}}"));

        send();

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.header("X-account")).isEqualTo("7");
            assertThat(request.header("X-key")).isEqualTo("key-in-the-vault");
            assertThat(request.body()).isEqualTo("msisdn=%2B447700900101&msg=Your+%22code%22+is+123456");
        });
    }

    @Test
    void authenticates() {
        options.putAll(Map.of("auth", "bearer", "auth-secret", "${vault.master_sms}"));
        send();
        assertThat(requests.get(0).header("Authorization")).isEqualTo("Bearer key-in-the-vault");

        options.putAll(Map.of("auth", "basic", "auth-user", "me", "auth-secret", "pass"));
        send();
        assertThat(requests.get(1).header("Authorization")).isEqualTo("Basic bWU6cGFzcw==");
    }

    /** The expected value was computed with another implementation of HMAC-SHA-256. */
    @Test
    void signsTheExactBytes() {
        options.putAll(Map.of("auth", "hmac", "auth-secret", "key", "body", "{\"t\":\"{{to}}\",\"x\":\"{{text}}\"}"));

        send();

        assertThat(requests.get(0).body()).isEqualTo("{\"t\":\"+447700900101\",\"x\":\"Your \\\"code\\\" is 123456\"}");
        assertThat(requests.get(0).header("X-signature"))
                .isEqualTo("sha256=a610dbf99e019d629c1b2ef2bdf0d17347cd84dcac03fbd1a429bbcba6370951");
    }

    @ParameterizedTest
    @CsvSource({
        "301, PROVIDER_DOWN, false",
        "303, PROVIDER_DOWN, false",
        "400, CONFIG, true",
        "401, CONFIG, true",
        "403, CONFIG, true",
        "404, CONFIG, true",
        "408, PROVIDER_DOWN, false",
        "409, PROVIDER_DOWN, false",
        "429, RATE_LIMITED, true",
        "500, PROVIDER_DOWN, false",
        "503, PROVIDER_DOWN, false"
    })
    void readsAStatus(int code, SmsFailure failure, boolean notAccepted) {
        status = code;

        assertThat(send()).isEqualTo(new SmsOutcome.Failed(failure, Integer.toString(code), notAccepted));
        assertThat(requests).hasSize(1);
    }

    @Test
    void takesOnlyTheExpectedStatusForAYes() {
        options.put("expected-status", "201, 202");

        assertThat(send()).isEqualTo(new SmsOutcome.Failed(SmsFailure.PROVIDER_DOWN, "200", false));
    }

    @Test
    void knowsThatAGatewayThatIsDownTookNothing() {
        gateway.stop(0);

        assertThat(send()).isEqualTo(new SmsOutcome.Failed(SmsFailure.PROVIDER_DOWN, "not-sent:connect", true));
    }

    @Test
    void refusesForbiddenAddressesWhenSavedAndWhenSending() {
        options.put("url", "http://127.0.0.2:80/send");

        assertThatThrownBy(this::validate)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("\"url\" leads to a private, local or reserved address")
                .hasMessageContaining("allowed-private-addresses");
        assertThat(send()).isEqualTo(new SmsOutcome.Failed(SmsFailure.CONFIG, "not-sent:forbidden", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | ''",
                "url | gateway.example",
                "url | ftp://gateway.example/",
                "url | https://me:secret@gateway.example/",
                "url | https://0x7f.1/",
                "method | get",
                "method | POST",
                "format | xml",
                "body | nothing",
                "headers | no colon",
                "headers | : value",
                "headers | Content-Type: text/plain",
                "headers | Host: other",
                "headers | X-Key: ${vault.missing}",
                "headers | X-Ünicode: 1",
                "auth | token",
                "auth | bearer",
                "auth | basic",
                "expected-status | ok",
                "expected-status | 600",
                "expected-status | 200 201",
                "id-pointer | id",
                "priority | first",
                "priority | 1001",
                "enabled | yes"
            })
    void refusesWhatCannotWork(String key, String value) {
        options.put(key, value);

        assertThatThrownBy(this::validate).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void neverRepeatsASecretInARefusal() {
        options.putAll(Map.of("auth", "bearer", "auth-secret", "top\nsecret"));
        assertThatThrownBy(this::validate)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("auth-secret")
                .hasMessageNotContaining("top");

        options.putAll(Map.of("auth", "bearer", "auth-secret", "fine", "headers", "authorization: x"));
        assertThatThrownBy(this::validate).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void takesWhatWorks() {
        assertThatCode(this::validate).doesNotThrowAnyException();
    }

    private void validate() {
        factory.validateConfiguration(server.session(), StandInServer.realm(), StandInServer.component(options));
    }

    private SmsOutcome send() {
        TextSender sender = (TextSender) factory.create(server.session(), StandInServer.component(options));
        return sender.send(new SmsMessage(
                "m-1",
                "+447700900101",
                "Your \"code\" is 123456",
                Duration.ofMinutes(5),
                Instant.now().plusSeconds(5)));
    }
}
