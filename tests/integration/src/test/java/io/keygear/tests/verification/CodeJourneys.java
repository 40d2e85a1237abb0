package io.keygear.tests.verification;

import io.keygear.tests.server.RealmFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What tests of codes share: a realm whose messages go to a Twilio of the test's own, and people with phones. */
abstract class CodeJourneys {

    static Sms sms;

    final RealmFixture realm;
    final People people;

    CodeJourneys(RealmFixture realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeAll
    static void connect(RealmFixture realm) {
        sms = Sms.of(realm);
    }

    @AfterAll
    static void disconnect() {
        sms.close();
    }
}
