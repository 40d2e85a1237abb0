package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people whom nobody knows use up by asking for codes is not taken from anybody else. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class StrangersIT extends CodeJourneys {

    private final VerificationRealm verification;
    private final Probe database;

    StrangersIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void countAnew() {
        database.update("delete from KG_CODE_LIMIT");
    }

    @Test
    void who_knows_a_number_takes_no_second_factor_from_its_owner() {
        limits(Map.of("sends-per-user-day", "3", "sends-per-target-hour", "3", "sends-per-target-day", "3"));
        Owner owner = people.withMainPhone("besieged");
        for (int turn = 0; turn < 5; turn++) {
            verification.anybody().post("send", phone(owner.number()));
            verification.anybody().post("check", phone(owner.number(), "000000"));
        }
        IntStream.range(0, 3).forEach(message -> sms.codeTo(owner.number()));

        HttpPage page = people.afterPassword(owner.person());
        HttpPage answered = People.answer(page, sms.codeTo(owner.number()));

        assertThat(People.complaint(answered)).isEmpty();
        assertThat(sms.sentTo(owner.number())).isEqualTo(4);
    }

    @Test
    void codes_to_nobody_use_up_nothing_of_the_realm() {
        limits(Map.of("sends-per-realm-hour", "4"));
        for (int turn = 0; turn < 10; turn++) {
            assertThat(verification
                            .anybody()
                            .post("send", phone(People.newNumber()))
                            .status())
                    .isEqualTo(202);
        }

        Owner owner = people.withMainPhone("undisturbed");
        assertThat(verification.as(owner.person()).post("send", phone(null)).status())
                .isEqualTo(202);
        assertThat(sms.codeTo(owner.number())).isNotEmpty();
        assertThat(database.number("select count(*) from KG_CODE_LIMIT where KIND like '%realm%' and USED > 1"))
                .isZero();
    }

    @Test
    void strangers_use_up_one_half_of_what_a_realm_sends() {
        limits(Map.of("sends-per-realm-hour", "4"));
        List<Owner> owners = IntStream.range(0, 4)
                .mapToObj(turn -> people.withMainPhone("asked-for-" + turn))
                .toList();
        for (Owner owner : owners) {
            assertThat(verification
                            .anybody()
                            .post("send", phone(owner.number()))
                            .status())
                    .isEqualTo(202);
        }

        Owner owner = owners.get(3);
        assertThat(verification.as(owner.person()).post("send", phone(null)).status())
                .isEqualTo(202);
        assertThat(sms.codeTo(owner.number())).isNotEmpty();
        assertThat(sent(owners)).isEqualTo(3);
        assertThat(database.number("select USED from KG_CODE_LIMIT where KIND = 'realm-hour' and LIMIT_KEY = 'all'"))
                .isEqualTo(3);
    }

    @Test
    void nobody_learns_which_names_belong_together_by_using_up_one_of_them() {
        limits(Map.of("sends-per-target-hour", "3", "max-resends", "10"));
        realm.newPerson("linked", user -> {});
        String before = realm.admin().get(realm.name()).path("browserFlow").asText();
        FlowFixture.use(realm, "passwordless");
        try (Mails mails = Mails.of(realm)) {
            HttpPage page = Identify.at(realm, "linked");
            for (int turn = 0; turn < 4; turn++) {
                page = page.form("kg-code-form").submit("resend", "true");
            }
            String complaint = People.complaint(page);

            HttpPage known = Identify.at(realm, "linked@example.com");
            HttpPage unknown = Identify.at(realm, "nobody@example.com");

            assertThat(mails.codeTo("linked@example.com")).isNotEmpty();
            assertThat(complaint).isNotEmpty();
            assertThat(Pages.comparable(known, "linked@example.com"))
                    .isEqualTo(Pages.comparable(unknown, "nobody@example.com"));
        } finally {
            realm.change(settings -> settings.put("browserFlow", before));
        }
    }

    /** Messages take a moment; three have come when none is missing. */
    private long sent(List<Owner> owners) {
        return Eventually.get(
                Duration.ofSeconds(5),
                () -> Optional.of(owners.stream()
                                .mapToLong(owner -> sms.sentTo(owner.number()))
                                .sum())
                        .filter(messages -> messages >= 3));
    }

    private void limits(Map<String, String> rules) {
        Map<String, String> all = new HashMap<>(Identify.UNLIMITED);
        all.put("resend-cooldown", "0");
        all.putAll(rules);
        people.policy(all);
    }
}
