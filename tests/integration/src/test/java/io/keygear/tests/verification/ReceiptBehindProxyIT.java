package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioMessage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server as it stands in production: behind a proxy, under a public name that it does not listen on. */
@KeygearTest(server = ReceiptBehindProxyIT.Proxied.class, realm = VerificationRealm.Setup.class)
class ReceiptBehindProxyIT {

    private static final String PUBLIC_HOST = "login.public.example";

    private final RealmFixture realm;
    private final Probe database;

    ReceiptBehindProxyIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
    }

    /** {@code --proxy-headers=xforwarded --hostname=https://login.public.example}. */
    static final class Proxied implements ServerConfig.Source {
        @Override
        public ServerConfig config() {
            return ServerConfig.dev("proxied")
                    .with("KC_PROXY_HEADERS", "xforwarded")
                    .with("KC_HOSTNAME", "https://" + PUBLIC_HOST);
        }
    }

    @Test
    void twilio_is_given_the_public_address_and_signs_it() throws UnknownHostException {
        String number = People.newNumber();
        try (FakeTwilio twilio =
                        FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()));
                ReverseProxy proxy = ReverseProxy.before(realm.server().url(), PUBLIC_HOST)) {
            String sender = connect(twilio);
            Person person = realm.newPerson(
                    "proxied",
                    user -> user.withObjectProperty("attributes")
                            .putArray("phoneNumber")
                            .add(number));
            VerificationRealm verification = new VerificationRealm(realm);
            assertThat(verification.as(person).post("send", phone(null)).status())
                    .isEqualTo(202);
            TwilioMessage message = twilio.awaitMessageTo(number, Duration.ofSeconds(8));
            String publicly = message.statusCallback();
            String local = proxy.local(publicly).toString();
            Eventually.get(
                    Duration.ofSeconds(5), () -> Optional.of(rows("accepted")).filter(rows -> rows == 1));

            assertThat(publicly)
                    .startsWith("https://" + PUBLIC_HOST + "/realms/" + realm.name() + "/sms-receipt/" + sender + "/");
            assertThat(message.body()).contains("@" + PUBLIC_HOST + " #");
            assertThat(Receipts.send(local, local, message, "delivered", "").statusCode())
                    .as("signed for where the proxy listens")
                    .isEqualTo(403);
            String internal = publicly.replace(
                    "https://" + PUBLIC_HOST, realm.server().url().toString());
            assertThat(Receipts.send(local, internal, message, "delivered", "").statusCode())
                    .as("signed for where the server listens")
                    .isEqualTo(403);
            assertThat(rows("accepted")).isEqualTo(1);

            assertThat(Receipts.send(local, publicly, message, "delivered", "").statusCode())
                    .isEqualTo(204);
            assertThat(rows("delivered")).isEqualTo(1);
        }
    }

    private String connect(FakeTwilio twilio) {
        realm.removeComponent(Sms.SENDER, "log");
        Map<String, String> settings = new HashMap<>(Sms.settings(realm, twilio));
        settings.put("receipt-auth-token", Receipts.TOKEN);
        return realm.addComponent(Sms.SENDER, "twilio", settings);
    }

    private long rows(String delivery) {
        return database.number("select count(*) from KG_CODE_CHALLENGE where DELIVERY = '" + delivery + "'");
    }
}
