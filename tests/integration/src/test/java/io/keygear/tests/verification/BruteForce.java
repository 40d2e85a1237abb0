package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.time.Instant;

/** What Keycloak's brute-force detection knows of a person. */
final class BruteForce {

    private BruteForce() {}

    static int failures(RealmFixture realm, Person person) {
        return count(realm, person, "numFailures");
    }

    /** Wrong second factors, which a right password does not forget. */
    static int secondFactorFailures(RealmFixture realm, Person person) {
        return count(realm, person, "numSecondaryAuthFailures");
    }

    private static int count(RealmFixture realm, Person person, String kind) {
        return realm.admin()
                .get(realm.name() + "/attack-detection/brute-force/users/" + person.id())
                .path(kind)
                .asInt();
    }

    /** Keycloak counts on a thread of its own. */
    static void awaitFailures(RealmFixture realm, Person person, int expected) {
        Instant end = Instant.now().plusSeconds(5);
        while (failures(realm, person) != expected && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(failures(realm, person)).isEqualTo(expected);
    }
}
