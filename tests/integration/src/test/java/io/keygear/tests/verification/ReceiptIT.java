package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.Http;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.gateway.TwilioMessage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Twilio says of messages later, and who else might say it. */
@KeygearTest(realm = People.Undisturbed.class)
class ReceiptIT {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final RealmFixture realm;
    private final People people;
    private final Probe database;
    private FakeTwilio twilio;
    private String sender;

    ReceiptIT(RealmFixture realm) {
        this.realm = realm;
        this.people = new People(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void start() throws UnknownHostException {
        twilio = FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()));
        if (realm.hasComponent(Sms.SENDER, "log")) {
            realm.removeComponent(Sms.SENDER, "log");
        }
        Map<String, String> settings = new HashMap<>(Sms.settings(realm, twilio));
        settings.put("receipt-auth-token", Receipts.TOKEN);
        sender = realm.addComponent(Sms.SENDER, "twilio", settings);
    }

    @AfterEach
    void stop() {
        realm.removeComponent(sender);
        twilio.close();
    }

    @Test
    void a_receipt_by_twilio_says_that_a_message_arrived() {
        Owner owner = people.withPhone("reached");
        TwilioMessage message = sent(owner);

        HttpResponse<String> answer =
                Receipts.send(message.statusCallback(), message.statusCallback(), message, "delivered", "");

        assertThat(message.statusCallback()).startsWith(realm.url() + "/sms-receipt/" + sender + "/");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(challenges(owner, "DELIVERY = 'delivered' and FAILURE is null"))
                .isEqualTo(1);
        LoginEvent event = event(owner, "delivered");
        assertThat(event.type()).isEqualTo("CUSTOM_REQUIRED_ACTION");
        assertThat(event.details()).containsEntry("code_country", "GB").containsEntry("code_channel", "sms");
        assertThat(event.details().toString()).doesNotContain(owner.number().substring(1));
    }

    @Test
    void a_receipt_says_why_a_message_did_not_arrive_and_a_second_one_changes_nothing() {
        Owner owner = people.withPhone("unreached");
        TwilioMessage message = sent(owner);

        Receipts.send(message.statusCallback(), message.statusCallback(), message, "undelivered", "30003");
        HttpResponse<String> late =
                Receipts.send(message.statusCallback(), message.statusCallback(), message, "delivered", "");

        assertThat(late.statusCode()).isEqualTo(204);
        assertThat(challenges(owner, "DELIVERY = 'undelivered' and FAILURE = 'UNDELIVERED'"))
                .isEqualTo(1);
        assertThat(event(owner, "undelivered").error()).isEqualTo("code_not_delivered");
    }

    @Test
    void what_twilio_did_not_sign_is_refused_and_changes_nothing() {
        Owner owner = people.withPhone("forged");
        TwilioMessage message = sent(owner);
        String url = message.statusCallback();

        assertThat(Receipts.post(url, Receipts.form(message, "delivered", ""), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Receipts.post(url, Receipts.form(message, "delivered", ""), "bm90IGEgc2lnbmF0dXJl")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Receipts.send(url, url + "x", message, "delivered", "").statusCode())
                .isEqualTo(403);
        HttpResponse<String> refused = Receipts.post(
                url + "?a=b",
                Receipts.form(message, "delivered", ""),
                Receipts.sign(url, Receipts.form(message, "delivered", "")));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("urn:keygear:problem:forged_receipt");
        assertThat(challenges(owner, "DELIVERY = 'accepted'")).isEqualTo(1);
    }

    @Test
    void behind_a_proxy_the_public_address_is_the_one_that_is_signed() {
        Owner owner = people.withPhone("proxied");
        TwilioMessage message = sent(owner);
        String internal = message.statusCallback();
        String frontend = "https://login.public.example/auth";
        String publicly = internal.replace(realm.server().url().toString(), frontend);
        realm.change(all -> all.withObjectProperty("attributes").put("frontendUrl", frontend));
        try {
            assertThat(Receipts.send(internal, internal, message, "delivered", "")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(challenges(owner, "DELIVERY = 'accepted'")).isEqualTo(1);

            assertThat(Receipts.send(internal, publicly, message, "delivered", "")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(challenges(owner, "DELIVERY = 'delivered'")).isEqualTo(1);
        } finally {
            realm.change(all -> all.withObjectProperty("attributes").put("frontendUrl", ""));
        }
    }

    @Test
    void a_message_that_nobody_answered_for_may_turn_out_to_be_there() {
        Owner owner = people.withPhone("doubted");
        twilio.behave(owner.number(), TwilioBehaviour.resetAfterBody());
        SendingIT.awaitState(people.afterPassword(owner.person()), "failed");
        TwilioMessage message = twilio.awaitMessageTo(owner.number(), PATIENCE);

        Receipts.send(message.statusCallback(), message.statusCallback(), message, "delivered", "");

        assertThat(challenges(owner, "DELIVERY = 'delivered' and FAILURE is null"))
                .isEqualTo(1);
    }

    @Test
    void unknown_senders_methods_and_oversized_bodies_are_refused() {
        URI base = URI.create(realm.url() + "/sms-receipt/");

        assertThat(Receipts.post(base + "nobody/m", "a=b", "x").statusCode()).isEqualTo(404);
        assertThat(Receipts.post(base + sender, "a=b", "x").statusCode()).isEqualTo(403);
        assertThat(Receipts.post(base + sender + "/m", "a=" + "b".repeat(70_000), "x")
                        .statusCode())
                .isEqualTo(413);
        assertThat(Http.send(HttpRequest.newBuilder(base.resolve(sender + "/m")).GET())
                        .statusCode())
                .isEqualTo(405);
        realm.change(all -> all.put("enabled", false));
        try {
            assertThat(Receipts.post(base + sender + "/m", "a=b", "x").statusCode())
                    .isIn(403, 404);
        } finally {
            realm.change(all -> all.put("enabled", true));
        }
    }

    private TwilioMessage sent(Owner owner) {
        SendingIT.awaitState(people.afterPassword(owner.person()), "accepted");
        return twilio.awaitMessageTo(owner.number(), PATIENCE);
    }

    private long challenges(Owner owner, String state) {
        return database.number("select count(*) from KG_CODE_CHALLENGE where SUBJECT = '"
                + owner.person().id() + "' and " + state);
    }

    private LoginEvent event(Owner owner, String what) {
        return realm.events(owner.person()).stream()
                .filter(event -> what.equals(event.details().get("code_event")))
                .findFirst()
                .orElseThrow();
    }
}
