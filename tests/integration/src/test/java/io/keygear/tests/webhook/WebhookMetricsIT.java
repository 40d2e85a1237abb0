package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.Http;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Workspace;
import io.keygear.tests.verification.Eventually;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages and the board promise is measured, and no measurement has a person in it. */
@KeygearTest(realm = PlainRealm.class)
final class WebhookMetricsIT {

    private static final Pattern METER = Pattern.compile("keygear_webhook_[a-z_]+");
    private static final Pattern TAG = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private final RealmFixture realm;

    WebhookMetricsIT(RealmFixture realm) {
        this.realm = realm;
    }

    @Test
    void every_meter_is_there_with_tags_that_name_nobody() throws IOException {
        try (Endpoints endpoints = new Endpoints(realm)) {
            endpoints.receiver().behave("/measured/broken", Receiver.status(500));
            String good = endpoints.add("/measured/good", List.of("admin.user.create"), Map.of());
            String broken = endpoints.add("/measured/broken", List.of("admin.user.create"), Map.of());
            Person person = realm.newPerson("measured", user -> {});
            endpoints.rows(good).awaitDelivered(1, Duration.ofSeconds(30));
            endpoints.rows(broken).awaitAttempts(1, "answered", 500);
            // What waits is counted every fifteen seconds.
            Eventually.get(
                    Duration.ofSeconds(40),
                    () -> value("keygear_webhook_pending").filter(found -> found >= 1));

            List<String> lines = lines();
            Set<String> measured =
                    lines.stream().map(line -> line.replaceFirst("[{ ].*", "")).collect(Collectors.toSet());
            assertThat(promised()).hasSizeGreaterThanOrEqualTo(5).isSubsetOf(measured);
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("keygear_webhook_attempts_seconds_count")
                            && line.contains(good)
                            && line.contains("2xx"))
                    .anyMatch(line -> line.startsWith("keygear_webhook_attempts_seconds_count")
                            && line.contains(broken)
                            && line.contains("5xx"));
            assertThat(value("keygear_webhook_oldest_age_seconds").orElseThrow())
                    .isPositive();
            assertThat(lines).allSatisfy(line -> {
                assertThat(tags(line)).isSubsetOf("endpoint", "outcome", "result", "quantile", "le");
                assertThat(line)
                        .doesNotContain(person.id())
                        .doesNotContain(person.username())
                        .doesNotContain("/measured")
                        .doesNotContain(realm.name());
            });
        }
    }

    @Test
    void an_endpoint_that_is_given_a_pause_counts_as_broken_until_it_works() {
        String broken = "keygear_webhook_endpoints_broken";
        try (Endpoints endpoints = new Endpoints(realm)) {
            endpoints.receiver().behave("/measured/down", Receiver.status(500));
            String id = endpoints.add("/measured/down", List.of("admin.user.create"), Map.of());
            assertThat(value(broken)).contains(0.0);
            for (int i = 0; i < 8; i++) {
                realm.newPerson("unheard" + i, user -> {});
            }
            Eventually.get(Duration.ofSeconds(20), () -> value(broken).filter(found -> found == 1));

            endpoints.receiver().behave("/measured/down", Receiver.status(204));

            endpoints.rows(id).awaitDelivered(8, Duration.ofSeconds(60));
            Eventually.get(Duration.ofSeconds(10), () -> value(broken).filter(found -> found == 0));
        }
    }

    /** Everything that a page or the board names. */
    private static Set<String> promised() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String page : List.of("docs/metrics.md", "docs/flows/webhook.md", "docs/webhooks/grafana.json")) {
            Matcher meter = METER.matcher(Files.readString(Workspace.root().resolve(page)));
            while (meter.find()) {
                names.add(meter.group());
            }
        }
        return names.stream()
                .map(name -> name.matches(".*_(attempts|lag)_seconds") ? name + "_count" : name)
                .collect(Collectors.toSet());
    }

    private static Set<String> tags(String line) {
        return TAG.matcher(line).results().map(tag -> tag.group(1)).collect(Collectors.toSet());
    }

    private Optional<Double> value(String meter) {
        return lines().stream()
                .filter(line -> line.startsWith(meter + " "))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    private List<String> lines() {
        return Http.send(HttpRequest.newBuilder(realm.server().managementUrl().resolve("/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith("keygear_webhook_"))
                .toList();
    }
}
