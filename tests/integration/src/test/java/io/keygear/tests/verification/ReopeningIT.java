package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Codes that closed after too many failures open again for somebody who comes in by another second factor. */
@KeygearTest(realm = People.Undisturbed.class)
class ReopeningIT extends CodeJourneys {

    ReopeningIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void an_authenticator_app_opens_closed_codes() {
        opens(people.withPhoneAndApp("shutout"));
    }

    @Test
    void it_does_so_where_nobody_can_add_a_phone() {
        enableEnrolment(false);
        try {
            opens(people.withPhoneAndApp("shutout-for-good"));
        } finally {
            enableEnrolment(true);
        }
    }

    private void opens(Owner owner) {
        people.afterPassword(owner.person());
        sms.codeTo(owner.number());
        Probe database = new Probe(realm.url());
        String guard = " KG_CODE_GUARD where SUBJECT = '" + owner.person().id() + "'";
        database.update("update KG_CODE_GUARD set FAILURES = 100 where SUBJECT = '"
                + owner.person().id() + "'");

        HttpPage closed = people.afterPassword(owner.person());
        assertThat(closed.has("kg-closed")).isTrue();
        HttpPage ways = closed.form("kc-select-try-another-way-form").submit("tryAnotherWay", "on");
        HttpPage app = ways.form("kc-select-credential-form")
                .set("authenticationExecution", way(ways, "Authenticator"))
                .submit();
        HttpPage end =
                app.form("kc-otp-login-form").set("otp", People.appCode()).submit();

        assertThat(end.status()).isEqualTo(302);
        assertThat(database.number("select FAILURES from" + guard)).isZero();
    }

    private void enableEnrolment(boolean enabled) {
        String path = realm.name() + "/authentication/required-actions/verify-phone-number";
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", enabled));
    }

    private static String way(HttpPage ways, String name) {
        for (Element button : ways.document().select("[name=authenticationExecution]")) {
            if (button.text().contains(name)) {
                return button.attr("value");
            }
        }
        throw new AssertionError("No " + name + " among " + ways);
    }
}
