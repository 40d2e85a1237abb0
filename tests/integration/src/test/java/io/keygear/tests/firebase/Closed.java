package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.function.Supplier;

/** Tries all three ways in, and looks into the database: what is refused leaves nothing behind. */
final class Closed {

    private final App app;
    private final FakeProject project;
    private final Probe database;
    private final String realmId;

    Closed(RealmFixture realm, App app, FakeProject project) {
        this.app = app;
        this.project = project;
        this.database = new Probe(realm.url());
        this.realmId = realm.admin().get(realm.name()).path("id").asText();
    }

    /** For somebody who is known, and for somebody who is not. */
    void toEverybody(ObjectNode member, int code, String error, String reason) {
        to(member, code, error, reason);
        to(project.newcomer(), code, error, reason);
    }

    void to(ObjectNode person, int code, String error, String reason) {
        for (Supplier<Answer> way : app.ways(project.token(person))) {
            to(way, code, error, reason);
        }
    }

    void to(Supplier<Answer> way, int code, String error, String reason) {
        long before = rows();
        Answer answer = way.get();
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.body().path("error").asText()).as(answer.toString()).isEqualTo(error);
        assertThat(answer.reason()).as(answer.toString()).isEqualTo(reason);
        assertThat(answer.body().has("access_token")).isFalse();
        assertThat(rows()).as("users, links and sessions").isEqualTo(before);
    }

    private long rows() {
        String here = " where REALM_ID = '" + realmId + "'";
        return database.number("select (select count(*) from USER_ENTITY" + here
                + ") + 10000 * (select count(*) from FEDERATED_IDENTITY" + here
                + ") + 100000000 * (select count(*) from OFFLINE_USER_SESSION" + here + ")");
    }
}
