package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keycloak's brute-force detection and events see codes as they see its own second factors. */
@KeygearTest
class BruteForceIT extends CodeJourneys {

    BruteForceIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void each_wrong_code_counts_once_and_what_is_not_compared_does_not_count() {
        Owner owner = people.withPhone("counted");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        realm.clearEvents();

        for (int turn = 0; turn < 5; turn++) {
            page = People.answer(page, Sms.wrong(code, turn));
            awaitFailures(owner, turn + 1);
        }
        page = People.answer(page, code); // in the pause
        People.answer(page, "");

        assertThat(failures(owner)).isEqualTo(5);
        List<LoginEvent> errors = realm.events().stream()
                .filter(event -> "LOGIN_ERROR".equals(event.type()))
                .toList();
        assertThat(errors).hasSize(6).allSatisfy(event -> {
            assertThat(event.error()).isEqualTo("invalid_user_credentials");
            assertThat(event.userId()).isEqualTo(owner.person().id());
            assertThat(event.details()).containsEntry("credential_type", "phone-code");
        });
        assertThat(errors).extracting(event -> event.details().get("reason")).containsOnlyOnce("locked");
    }

    @Test
    void a_right_code_forgets_failures() {
        Owner owner = people.withPhone("forgiven");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        page = People.answer(page, Sms.wrong(code, 0));
        awaitFailures(owner, 1);

        assertThat(People.answer(page, code).status()).isEqualTo(302);

        awaitFailures(owner, 0);
    }

    @Test
    void a_locked_user_gets_no_message_and_no_comparison() {
        realm.change(settings -> settings.put("failureFactor", 2));
        try {
            Owner owner = people.withPhone("lockedout");
            HttpPage page = people.afterPassword(owner.person());
            String code = sms.codeTo(owner.number());
            page = People.answer(page, Sms.wrong(code, 0));
            awaitFailures(owner, 1);
            page = People.answer(page, Sms.wrong(code, 1));
            awaitFailures(owner, 2);

            page = People.answer(page, code);

            assertThat(page.status()).isEqualTo(200);
            assertThat(realm.events()).anySatisfy(event -> {
                assertThat(event.userId()).isEqualTo(owner.person().id());
                assertThat(event.error()).isEqualTo("user_temporarily_disabled");
            });
            realm.passTime(Duration.ofSeconds(31));
            page.form("kg-code-form").submit("resend", "true");
            assertThat(sms.sentTo(owner.number())).isEqualTo(1);
        } finally {
            realm.change(settings -> settings.put("failureFactor", 30));
        }
    }

    private int failures(Owner owner) {
        JsonNode status = realm.admin()
                .get(realm.name() + "/attack-detection/brute-force/users/"
                        + owner.person().id());
        return status.path("numFailures").asInt();
    }

    /** Keycloak counts on a thread of its own. */
    private void awaitFailures(Owner owner, int expected) {
        Instant end = Instant.now().plusSeconds(5);
        while (failures(owner) != expected && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(failures(owner)).isEqualTo(expected);
    }
}
