package io.keygear.verification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.verification.code.CodeChannel.Outcome;
import io.keygear.verification.code.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailTalksTest {

    private static final Outcome ACCEPTED = new Outcome(Delivery.ACCEPTED, null, null);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MailTalks talks = new MailTalks(threads);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endAll() {
        end.countDown();
        threads.shutdown();
    }

    @Test
    void what_a_server_answers_in_time_is_the_outcome() {
        assertThat(talks.hold("realm", soon(), () -> ACCEPTED)).isEqualTo(ACCEPTED);
    }

    @Test
    void a_talk_that_is_overdue_counts_as_failed() {
        assertThat(holdForEver("realm").failure()).isEqualTo("PROVIDER_DOWN");
    }

    @Test
    void a_realm_with_too_many_overdue_talks_begins_none_and_others_do() {
        for (int turn = 0; turn < MailTalks.TOO_MANY; turn++) {
            holdForEver("realm");
        }

        assertThat(talks.hold("realm", soon(), () -> ACCEPTED).delivery()).isEqualTo(Delivery.FAILED);
        assertThat(talks.hold("other", soon(), () -> ACCEPTED)).isEqualTo(ACCEPTED);
    }

    @Test
    void when_they_have_ended_it_begins_others_again() throws InterruptedException {
        for (int turn = 0; turn < MailTalks.TOO_MANY; turn++) {
            holdForEver("realm");
        }

        end.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(talks.overdue("realm")).isZero();
    }

    @Test
    void a_bug_is_the_callers() {
        assertThatThrownBy(() -> talks.hold("realm", soon(), () -> {
                    throw new IllegalArgumentException("bug");
                }))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private Outcome holdForEver(String realm) {
        return talks.hold(realm, Instant.now(), () -> {
            try {
                end.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return ACCEPTED;
        });
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }
}
