package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.inbox.Inbox;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A mail server whose greeting never ends: a byte every second, so that no time limit of a single step is ever over.
 */
@KeygearTest(realm = VerificationRealm.Setup.class)
class DrippingMailServerIT extends CodeJourneys {

    private static final int FEW = 4;
    private static final int MANY = 40;

    /** As many as may be sent at the same time, and the few that are overdue when a realm's server counts as down. */
    private static final int MOST_CONNECTIONS = 32 + 8;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    DrippingMailServerIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void it_holds_up_nobody_people_are_told_and_mail_goes_again_when_it_is_replaced() throws IOException {
        FlowsForStrangers.use(realm);
        people.policy(Identify.UNLIMITED);
        try (RudeMailServer server = RudeMailServer.dripping(realm.server().bindAddress());
                Inbox inbox = Inbox.listen(realm.server().bindAddress())) {
            mailTo(server.port());
            List<HttpPage> few = register("few", FEW);
            few.forEach(DrippingMailServerIT::assertToldThatNoneWentOut);

            // These drip on, and others are none the worse.
            realm.mailTo(inbox);
            SendingIT.awaitState(register("meanwhile", 1).get(0), "accepted");
            assertThat(server.open()).isEqualTo(FEW);

            mailTo(server.port());
            Instant start = Instant.now();
            List<HttpPage> many = register("many", MANY);
            many.forEach(DrippingMailServerIT::assertToldThatNoneWentOut);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(40));
            assertThat(server.open()).isLessThanOrEqualTo(MOST_CONNECTIONS);

            // A realm whose server is like that tries no more, at once; text messages go as ever.
            int before = server.open();
            assertToldThatNoneWentOut(register("late", 1).get(0));
            assertThat(server.open()).isEqualTo(before);
            SendingIT.awaitState(Identify.as(Door.REGISTRATION.open(realm), People.newNumber()), "accepted");
            assertThat(connectionsToTheDatabase()).isLessThan(FEW);

            realm.mailTo(inbox);
            server.vanish();
            Eventually.get(PATIENCE, () -> Optional.of(server.open()).filter(open -> open == 0));
            SendingIT.awaitState(register("again", 1).get(0), "accepted");
        }
    }

    private List<HttpPage> register(String name, int count) {
        return Together.each(
                IntStream.range(0, count).boxed().toList(),
                turn -> Identify.as(Door.REGISTRATION.open(realm), name + turn + "@example.com"));
    }

    private void mailTo(int port) {
        realm.change(all -> all.putObject("smtpServer")
                .put("host", realm.server().testHost())
                .put("port", String.valueOf(port))
                .put("from", "no-reply@keygear.example"));
    }

    /** Of the pool that all of Keycloak uses, as its metrics say. */
    private long connectionsToTheDatabase() {
        List<Double> pools = Http.send(
                        HttpRequest.newBuilder(realm.server().managementUrl().resolve("/metrics"))
                                .GET())
                .body()
                .lines()
                .filter(line -> line.startsWith("agroal_active_count{"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        assertThat(pools).isNotEmpty();
        return (long) pools.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void assertToldThatNoneWentOut(HttpPage page) {
        assertThat(page.has("kg-code-form")).isTrue();
        assertThat(SendingIT.awaitState(page, "failed").text("kg-delivery").orElseThrow())
                .contains("could not send");
    }
}
