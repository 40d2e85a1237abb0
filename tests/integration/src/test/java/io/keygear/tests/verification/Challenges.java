package io.keygear.tests.verification;

import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.Optional;

/** The codes of a realm as the database has them: written before anybody gets an answer, unlike messages. */
final class Challenges {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Probe database;
    private final String ofRealm;

    Challenges(RealmFixture realm) {
        this.database = new Probe(realm.url());
        this.ofRealm = "select count(*) from KG_CODE_CHALLENGE where REALM_ID = '"
                + realm.admin().get(realm.name()).path("id").asText() + "'";
    }

    /** How many there are for a purpose over a channel; {@code none} for those that go nowhere. */
    long count(String purpose, String channel) {
        return database.number(ofRealm + " and PURPOSE = '" + purpose + "' and CHANNEL = '" + channel + "'");
    }

    /** How many messages came so far. */
    long delivered(String delivery) {
        return database.number(ofRealm + " and DELIVERY = '" + delivery + "'");
    }

    /** Waits until no message is on its way any more: what was not sent by then will not be. */
    void settle() {
        Eventually.get(PATIENCE, () -> Optional.of(delivered("queued")).filter(queued -> queued == 0));
    }
}
