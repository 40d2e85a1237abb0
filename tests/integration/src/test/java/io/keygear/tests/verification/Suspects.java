package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.kit.crypto.Fingerprint;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** People of all kinds whom a stranger might ask about; of those of one kind of identifier all are equally long. */
final class Suspects {

    private final RealmFixture realm;

    Suspects(RealmFixture realm) {
        this.realm = realm;
    }

    /** Brute-force detection that locks after two wrong passwords, and longer than any test moves the clock. */
    static final class LocksEarly implements RealmSetup {

        private static final int YEARS = 100_000_000;

        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new VerificationRealm.Setup().apply(realm, server);
            realm.remove("passwordPolicy"); // the time that a hash takes must not tell either
            realm.put("bruteForceProtected", true)
                    .put("failureFactor", 2)
                    .put("waitIncrementSeconds", YEARS)
                    .put("maxFailureWaitSeconds", YEARS)
                    .put("minimumQuickLoginWaitSeconds", YEARS)
                    .put("maxDeltaTimeSeconds", YEARS);
        }
    }

    /** By address: who has an account, who has none, and whose account is of no use. */
    Map<String, String> byAddress(String prefix) {
        person(prefix + "-known", user -> {});
        person(prefix + "-false", user -> user.put("enabled", false));
        lock(person(prefix + "-locks", user -> {}));
        person(prefix + "-fresh", user -> user.put("emailVerified", false));
        person(prefix + "-squat", user -> {
            People.addPhone(user, People.newNumber(), "Phone");
            user.put("emailVerified", false);
        });
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("unknown", prefix + "-never@example.com");
        addresses.put("known, without a phone", prefix + "-known@example.com");
        addresses.put("disabled", prefix + "-false@example.com");
        addresses.put("locked", prefix + "-locks@example.com");
        addresses.put("unverified", prefix + "-fresh@example.com");
        addresses.put("unverified, with a phone", prefix + "-squat@example.com");
        return addresses;
    }

    /** By number, likewise. */
    Map<String, String> byNumber(String prefix) {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("unknown", People.newNumber());
        numbers.put("known", People.newNumber());
        numbers.put("disabled", People.newNumber());
        numbers.put("locked", People.newNumber());
        numbers.put("known, only second factor", People.newNumber());
        numbers.put("proved by a code", People.newNumber());
        person(prefix + "-n-known", user -> {
            People.addMainPhone(user, numbers.get("known"));
            People.addApp(user);
        });
        String proved = numbers.get("proved by a code");
        prove(person(prefix + "-n-proof", user -> People.addMainPhone(user, proved)), proved);
        person(prefix + "-n-alone", user -> People.addMainPhone(user, numbers.get("known, only second factor")));
        person(prefix + "-n-false", user -> {
            People.addMainPhone(user, numbers.get("disabled"));
            user.put("enabled", false);
        });
        lock(person(prefix + "-n-locks", user -> People.addMainPhone(user, numbers.get("locked"))));
        return numbers;
    }

    /** By username, likewise; and somebody to whom nothing can be sent. */
    Map<String, String> byUsername(String prefix) {
        person(prefix + "-u-known", user -> {});
        person(prefix + "-u-empty", user -> {
            user.remove("email");
            user.put("emailVerified", false);
        });
        lock(person(prefix + "-u-locks", user -> {}));
        Map<String, String> names = new LinkedHashMap<>();
        names.put("unknown", prefix + "-u-never");
        names.put("known", prefix + "-u-known");
        names.put("no phone and no address", prefix + "-u-empty");
        names.put("locked", prefix + "-u-locks");
        return names;
    }

    private Person person(String username, Consumer<ObjectNode> edit) {
        return realm.newPerson(username, edit);
    }

    /** As a right code does; the others' numbers were imported. */
    private void prove(Person person, String number) {
        new Probe(realm.url())
                .update("insert into KG_VERIFIED_VALUE (REALM_ID, VERIFY_KEY, VALUE_HASH, USER_ID, VERIFIED_AT)"
                        + " select ID, 'phone', '" + Fingerprint.sha256(number) + "', '" + person.id()
                        + "', 1 from REALM where NAME = '" + realm.name() + "'");
    }

    private void lock(Person person) {
        String flow = realm.admin().get(realm.name()).path("browserFlow").asText();
        realm.change(settings -> settings.put("browserFlow", "browser"));
        for (int turn = 0; turn < 2; turn++) {
            new HttpBrowser().open(realm.demoApp().login().url()).login(person.username(), "wrong");
            BruteForce.awaitFailures(realm, person, turn + 1);
        }
        realm.change(settings -> settings.put("browserFlow", flow));
        JsonNode status = realm.admin().get(realm.name() + "/attack-detection/brute-force/users/" + person.id());
        assertThat(status.path("disabled").asBoolean()).isTrue();
    }
}
