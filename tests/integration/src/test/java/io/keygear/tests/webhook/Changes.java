package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpResponse;
import java.util.Map;

/** A user whose first name an administrator counts up, n1, n2, …. */
final class Changes extends Deeds {

    static final String TYPE = "admin.user.update";

    private final RealmFixture realm;
    private final Person person;

    Changes(RealmFixture realm, Person person) {
        this.realm = realm;
        this.person = person;
    }

    /** The user's. */
    String id() {
        return person.id();
    }

    @Override
    void attempt(int number) {
        HttpResponse<String> answer = realm.admin().send("PUT", path(), Map.of("firstName", "n" + number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    @Override
    int stored() {
        String name = realm.admin().get(path()).path("firstName").asText();
        return name.startsWith("n") ? Integer.parseInt(name.substring(1)) : 0;
    }

    @Override
    int number(Hook hook) {
        boolean ours = hook.json().path("subject").path("id").asText().equals(person.id());
        String name = hook.json().path("after").path("firstName").asText("");
        return ours && name.matches("n[0-9]+") ? Integer.parseInt(name.substring(1)) : 0;
    }

    private String path() {
        return realm.name() + "/users/" + person.id();
    }
}
