package io.keygear.tests.verification;

import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.RealmFixture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The phones of a realm's people: Twilio, and what it was given to send. */
final class Sms implements AutoCloseable {

    static final String SENDER = "io.keygear.spi.sms.SmsSender";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final AtomicInteger MENDED = new AtomicInteger();

    private final FakeTwilio twilio;

    private Sms(FakeTwilio twilio) {
        this.twilio = twilio;
    }

    /** Makes a Twilio of its own the only sender of {@code realm}. */
    static Sms of(RealmFixture realm) {
        FakeTwilio twilio = start(realm.server().bindAddress());
        if (realm.hasComponent(SENDER, "log")) {
            realm.removeComponent(SENDER, "log");
        }
        realm.addComponent(SENDER, "twilio", settings(realm, twilio));
        return new Sms(twilio);
    }

    /** Makes it the sender again after it was removed. */
    void reconnect(RealmFixture realm) {
        realm.addComponent(SENDER, "twilio", settings(realm, twilio));
    }

    static Map<String, String> settings(RealmFixture realm, FakeTwilio twilio) {
        return Map.of(
                "account-sid",
                FakeTwilio.ACCOUNT_SID,
                "auth-token",
                FakeTwilio.AUTH_TOKEN,
                "from",
                FakeTwilio.FROM,
                "base-url",
                "http://" + realm.server().testHost() + ":" + twilio.baseUrl().getPort());
    }

    /** The code in the next message to a number that this was not asked for yet. */
    String codeTo(String number) {
        return FakeTwilio.codeIn(twilio.awaitMessageTo(number, PATIENCE));
    }

    /** How many messages a number got. */
    int sentTo(String number) {
        return twilio.messagesTo(number).size();
    }

    /** How many messages there were in all. */
    int sent() {
        return twilio.messages().size();
    }

    String textTo(String number) {
        return twilio.awaitMessageTo(number, PATIENCE).body();
    }

    /** Makes the sender one that has not failed yet, as an administrator does who mends it. */
    void mend(RealmFixture realm) {
        realm.changeComponent(SENDER, "twilio", Map.of("priority", String.valueOf(MENDED.incrementAndGet() % 1000)));
    }

    void behave(String number, TwilioBehaviour behaviour) {
        twilio.behave(number, behaviour);
    }

    /** A code that is not {@code code}; different for every {@code turn}. */
    static String wrong(String code, int turn) {
        return "%06d".formatted((Integer.parseInt(code) + 1 + turn) % 1_000_000);
    }

    @Override
    public void close() {
        twilio.close();
    }

    private static FakeTwilio start(String address) {
        try {
            return FakeTwilio.start(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
