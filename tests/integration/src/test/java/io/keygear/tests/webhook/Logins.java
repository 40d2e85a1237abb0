package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user who logs in again and again; the sessions that are stored tell how often. */
final class Logins extends Deeds {

    static final String TYPE = "user.login";

    private final RealmFixture realm;
    private final Person person;
    private final OidcClient client;
    private final List<String> sessions = new ArrayList<>();
    private @Nullable String withoutSession;

    Logins(RealmFixture realm, Person person) {
        this.realm = realm;
        this.person = person;
        this.client = new OidcClient(realm.url(), "admin-cli");
    }

    @Override
    void attempt(int number) {
        sessions.add(client.password(person.username(), person.password())
                .access()
                .path("sid")
                .asText());
    }

    /** All that the database has must be known but the last, of which perhaps nobody was told. */
    @Override
    int stored() {
        List<String> stored = new ArrayList<>();
        realm.admin()
                .get(realm.name() + "/users/" + person.id() + "/sessions")
                .forEach(session -> stored.add(session.path("id").asText()));
        assertThat(stored).as("what was acknowledged is stored").containsAll(sessions);
        stored.removeAll(sessions);
        sessions.addAll(stored);
        return sessions.size();
    }

    /**
     * Keycloak commits a login, and its event with it, before it stores the session in a transaction of its own. So the one
     * that was under way may be told without; every other session that is not stored was never begun.
     */
    @Override
    int number(Hook hook) {
        if (!hook.type().equals(TYPE)
                || !hook.json().path("subject").path("id").asText().equals(person.id())) {
            return 0;
        }
        String session = hook.json().path("session").asText();
        int index = sessions.indexOf(session);
        if (index < 0 && wasCutOff() && (withoutSession == null || withoutSession.equals(session))) {
            withoutSession = session;
            return 0;
        }
        return index < 0 ? Integer.MAX_VALUE : index + 1;
    }
}
