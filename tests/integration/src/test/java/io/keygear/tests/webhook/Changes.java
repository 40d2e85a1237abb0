package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A user whose first name is counted up, n1, n2, …, one change at a time. The server's own answer, and after a crash its
 * database, tell how far it got; the hooks must tell the same.
 */
final class Changes {

    static final String TYPE = "admin.user.update";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealmFixture realm;
    private final Person person;
    private volatile int tried;
    private volatile int acknowledged;

    Changes(RealmFixture realm, Person person) {
        this.realm = realm;
        this.person = person;
    }

    /** What became of them. */
    record Account(int changes, int lost, int phantoms, int duplicates, int inversions) {}

    /** The next change; false when the server did not answer. */
    boolean next() {
        int number = tried + 1;
        ObjectNode user = JSON.createObjectNode().put("firstName", "n" + number);
        tried = number;
        try {
            HttpResponse<String> answer = realm.admin().send("PUT", path(), user);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            acknowledged = number;
            return true;
        } catch (RuntimeException noAnswer) {
            return false;
        }
    }

    /** The user's. */
    String id() {
        return person.id();
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Asks the database whether the change that was under way is in it. */
    void learn() {
        String name = realm.admin().get(path()).path("firstName").asText();
        int stored = name.startsWith("n") ? Integer.parseInt(name.substring(1)) : 0;
        assertThat(stored).as("what was acknowledged is stored").isGreaterThanOrEqualTo(acknowledged);
        acknowledged = stored;
        tried = stored;
    }

    /** The last hook that has to come. */
    boolean isLast(Hook hook) {
        return number(hook) == acknowledged;
    }

    /** Compares what was changed with what was told. */
    Account account(List<Hook> hooks) {
        List<Integer> firsts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int duplicates = 0;
        for (Hook hook : hooks) {
            if (hook.isTaken() && number(hook) > 0) {
                if (ids.add(hook.id())) {
                    firsts.add(number(hook));
                } else {
                    duplicates++;
                }
            }
        }
        Set<Integer> told = new HashSet<>(firsts);
        int lost = 0;
        for (int number = 1; number <= acknowledged; number++) {
            lost += told.contains(number) ? 0 : 1;
        }
        int phantoms =
                (int) firsts.stream().filter(number -> number > acknowledged).count() + firsts.size() - told.size();
        int inversions = 0;
        for (int i = 1; i < firsts.size(); i++) {
            inversions += firsts.get(i) < firsts.get(i - 1) ? 1 : 0;
        }
        return new Account(acknowledged, lost, phantoms, duplicates, inversions);
    }

    /** Which change a hook tells; 0 for another user's, and for other changes. */
    private int number(Hook hook) {
        boolean ours = hook.json().path("subject").path("id").asText().equals(person.id());
        String name = hook.json().path("after").path("firstName").asText("");
        return ours && name.matches("n[0-9]+") ? Integer.parseInt(name.substring(1)) : 0;
    }

    private String path() {
        return realm.name() + "/users/" + person.id();
    }
}
