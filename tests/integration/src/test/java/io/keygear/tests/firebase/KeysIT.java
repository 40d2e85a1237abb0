package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Together;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a running server treats Firebase's keys: fetched seldom, renewed in time, gone when withdrawn. */
@KeygearTest
class KeysIT {

    private final RealmFixture realm;
    private final FakeProject project;
    private final App app;

    KeysIT(RealmFixture realm) {
        this.realm = realm;
        this.project = new FakeProject(realm.server());
        this.app = App.install(realm, project);
    }

    @BeforeEach
    void use() {
        app.provider("firebase", config -> config.put("jwksUrl", project.jwksUrl()));
    }

    @AfterEach
    void stop() {
        project.ahead(Duration.ZERO);
        project.close();
    }

    @Test
    void fifty_exchanges_at_once_fetch_the_keys_once() {
        List<Answer> answers = Together.each(
                IntStream.range(0, 50).boxed().toList(), turn -> app.exchange(project.token(project.newcomer())));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.code()).isEqualTo(200));
        assertThat(project.fetches()).isEqualTo(1);
        pass(Duration.ofMinutes(59));
        exchange();
        assertThat(project.fetches()).isEqualTo(1);
        pass(Duration.ofMinutes(2));
        exchange();
        assertThat(project.fetches()).isEqualTo(2);
    }

    @Test
    void a_new_key_is_taken_within_ten_seconds() {
        exchange();
        project.rotate("key-2");
        pass(Duration.ofSeconds(10));
        exchange();
        assertThat(project.fetches()).isEqualTo(2);
    }

    @Test
    void a_withdrawn_key_is_refused_within_the_max_age() {
        project.maxAge(Duration.ofMinutes(5));
        exchange();
        FakeProject.Key old = project.current();
        project.rotate("key-2");
        project.withdraw(old);
        pass(Duration.ofMinutes(5));

        Answer answer = app.exchange(project.token(project.newcomer(), old));

        assertThat(answer.reason()).as(answer.toString()).isEqualTo("key_unknown");
        exchange();
    }

    @Test
    void keys_that_are_known_go_on_while_the_server_is_down() {
        project.maxAge(Duration.ofMinutes(5));
        exchange();
        project.down(true);
        pass(Duration.ofHours(2));
        exchange();
        int asked = project.fetches();
        exchange();
        assertThat(project.fetches()).as("not asked again at once").isEqualTo(asked);
    }

    @Test
    void without_any_key_the_answer_is_to_come_again() {
        project.down(true);

        Answer answer = app.exchange(project.token(project.newcomer()));

        assertThat(answer.code()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("keys_unreachable");
        assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(1L, 10L);
    }

    @Test
    void a_flood_of_unknown_key_ids_makes_one_fetch_in_ten_seconds() {
        exchange();
        FakeProject.Key unknown = FakeProject.Key.random("nobody-knows");
        for (int token = 0; token < 200; token++) {
            String forged = project.token(project.newcomer(), new FakeProject.Key("nobody-" + token, unknown.pair()));
            assertThat(app.exchange(forged).reason()).isEqualTo("key_unknown");
        }
        assertThat(project.fetches()).isLessThanOrEqualTo(3);
    }

    private void exchange() {
        Answer answer = app.exchange(project.token(project.newcomer()));
        assertThat(answer.code()).as(answer.toString()).isEqualTo(200);
    }

    private void pass(Duration time) {
        realm.passTime(time);
        ahead = ahead.plus(time);
        project.ahead(ahead);
    }

    private Duration ahead = Duration.ZERO;
}
