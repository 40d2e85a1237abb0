package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mail server that takes connections and says nothing: as long as it likes, and to nobody's harm. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class SilentMailServerIT extends CodeJourneys {

    private static final int STUCK = 60;

    SilentMailServerIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void it_holds_up_nobody_and_people_are_told_that_no_mail_went_out() throws IOException {
        FlowsForStrangers.use(realm);
        Person bystander = realm.newPerson("bystander", user -> {});
        VerificationRealm verification = new VerificationRealm(realm);
        try (RudeMailServer server = RudeMailServer.silent(realm.server().bindAddress())) {
            realm.change(all -> all.putObject("smtpServer")
                    .put("host", realm.server().testHost())
                    .put("port", String.valueOf(server.port()))
                    .put("from", "no-reply@keygear.example"));

            CompletableFuture<List<HttpPage>> hanging = CompletableFuture.supplyAsync(() -> Together.each(
                    IntStream.range(0, STUCK).boxed().toList(),
                    turn -> Identify.as(Door.REGISTRATION.open(realm), "stuck" + turn + "@example.com")));
            List<Duration> waits = new ArrayList<>();
            for (int turn = 0; turn < 40; turn++) {
                Instant start = Instant.now();
                assertThat(verification.passwordGrant(bystander).status()).isEqualTo(200);
                waits.add(Duration.between(start, Instant.now()));
            }
            List<HttpPage> pages = hanging.join();

            // Far above what a login takes here, far below the time for which the server is silent.
            assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(10)));
            assertThat(pages)
                    .allSatisfy(page -> assertThat(page.has("kg-code-form")).isTrue());
            assertThat(server.taken()).isPositive();
            pages.forEach(page -> SendingIT.awaitState(page, "failed"));
        }
    }
}
