package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of codes: events for people who look into a case, meters for those who watch the whole. */
@KeygearTest(realm = People.Undisturbed.class)
class TellingIT extends CodeJourneys {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    TellingIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void events_say_what_was_sent_and_what_became_of_it() {
        Owner owner = people.withPhone("audited");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        page = People.answer(page, Sms.wrong(code, 0));
        People.answer(page, code);

        LoginEvent sent = event(owner, "sent");
        assertThat(sent.type()).isEqualTo("CUSTOM_REQUIRED_ACTION");
        assertThat(sent.clientId()).isEqualTo("demo-app");
        assertThat(sent.details())
                .containsEntry("custom_required_action", "one-time-code")
                .containsEntry("code_channel", "sms")
                .containsEntry("code_purpose", "second-factor")
                .containsEntry("code_sender", "twilio")
                .containsEntry("code_country", "GB")
                .containsKey("code_id");
        assertThat(event(owner, "failed").error()).isEqualTo("invalid_code");
        assertThat(event(owner, "verified").error()).isNull();
        assertThat(realm.events(owner.person()).toString())
                .doesNotContain(owner.number().substring(3))
                .doesNotContain(code);
    }

    @Test
    void events_say_what_was_not_sent_and_why() {
        Owner refused = people.withPhone("unsendable");
        sms.behave(refused.number(), TwilioBehaviour.error(21610, 400));
        people.afterPassword(refused.person());
        assertThat(event(refused, "send_failed").error()).isEqualTo("opt-out");

        people.policy(Map.of("sends-per-user-day", "0"));
        try {
            Owner limited = people.withPhone("overlimit");
            people.afterPassword(limited.person());
            LoginEvent blocked = event(limited, "blocked");
            assertThat(blocked.type()).isEqualTo("CUSTOM_REQUIRED_ACTION_ERROR");
            assertThat(blocked.details()).containsEntry("code_limit", "user-day");
        } finally {
            people.policy(Map.of("sends-per-user-day", "10"));
        }
    }

    @Test
    void meters_count_by_realm_channel_sender_country_and_outcome() {
        Owner owner = people.withPhone("measured");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        People.answer(People.answer(page, Sms.wrong(code, 0)), code);
        event(owner, "sent");

        List<String> lines = metrics();

        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("keygear_code_messages_total{")
                        .contains(
                                "channel=\"sms\"",
                                "country=\"GB\"",
                                "outcome=\"accepted\"",
                                "realm=\"" + realm.name() + "\"",
                                "sender=\"twilio\""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("keygear_code_sending_seconds_bucket{")
                        .contains("sender=\"twilio\"", "country=\"GB\"", "le=\"5.0\""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("keygear_code_checks_total{")
                        .contains("outcome=\"wrong\"", "purpose=\"second-factor\""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("keygear_code_checks_total{")
                        .contains("outcome=\"accepted\""))
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(owner.number().substring(3))
                        .doesNotContain(owner.person().id()));
    }

    private List<String> metrics() {
        return Http.send(HttpRequest.newBuilder(realm.server().managementUrl().resolve("/metrics"))
                        .GET())
                .body()
                .lines()
                .filter(line -> line.startsWith("keygear_"))
                .toList();
    }

    private LoginEvent event(Owner owner, String what) {
        return Eventually.get(
                PATIENCE,
                () -> realm.events(owner.person()).stream()
                        .filter(event -> what.equals(event.details().get("code_event")))
                        .findFirst());
    }
}
