package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Codes that closed after too many failures open again for somebody who comes in by another second factor. */
@KeygearTest(realm = People.Undisturbed.class)
class ReopeningIT extends CodeJourneys {

    ReopeningIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void an_authenticator_app_opens_closed_codes() throws GeneralSecurityException {
        Owner owner = people.withPhoneAndApp("shutout");
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
        HttpPage end = app.form("kc-otp-login-form")
                .set("otp", totp(People.APP_SECRET))
                .submit();

        assertThat(end.status()).isEqualTo(302);
        assertThat(database.number("select FAILURES from" + guard)).isZero();
    }

    private static String way(HttpPage ways, String name) {
        for (Element button : ways.document().select("[name=authenticationExecution]")) {
            if (button.text().contains(name)) {
                return button.attr("value");
            }
        }
        throw new AssertionError("No " + name + " among " + ways);
    }

    /** RFC 6238 with its defaults. */
    private static String totp(String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        long step = Instant.now().getEpochSecond() / 30;
        byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }
}
