package io.keygear.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrewThreadsTest {

    private final AtomicInteger started = new AtomicInteger();
    private CrewThreads threads = open(1);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void what_is_handed_back_waits_behind_what_came_before() throws InterruptedException {
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(3);
        CountDownLatch submitted = new CountDownLatch(1);
        threads.execute(() -> {
            await(submitted);
            threads.execute(() -> note(done, "first again", all));
            note(done, "first", all);
        });
        threads.execute(() -> note(done, "other", all));
        submitted.countDown();
        await(all);
        assertThat(done).containsExactly("first", "other", "first again");
    }

    @Test
    void one_that_is_idle_is_taken_before_another_is_started() throws InterruptedException {
        threads.close();
        threads = open(50);
        for (int i = 0; i < 20; i++) {
            CountDownLatch done = new CountDownLatch(1);
            threads.execute(done::countDown);
            await(done);
            TimeUnit.MILLISECONDS.sleep(20); // until it is idle
        }
        assertThat(started.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void as_many_work_at_once_as_there_may_be_and_no_more() throws InterruptedException {
        threads.close();
        threads = open(4);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                sleep(1);
                working.decrementAndGet();
                all.countDown();
            });
        }
        await(all);
        assertThat(most.get()).isEqualTo(4);
    }

    @Test
    void nothing_is_left_behind_when_it_comes_while_others_end_or_fail() throws InterruptedException {
        threads.close();
        threads = open(3);
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        int each = 5000;
        CountDownLatch all = new CountDownLatch(4 * each);
        List<Thread> callers = IntStream.range(0, 4)
                .mapToObj(caller -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = caller * each + i;
                        threads.execute(() -> {
                            done.add(number);
                            all.countDown();
                            if (number % 100 == 0) {
                                throw new ExpectedFailure();
                            }
                        });
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        await(all);
        assertThat(done).hasSize(4 * each);
    }

    @Test
    void what_found_no_thread_waits_for_the_next_and_no_place_is_lost() {
        threads.close();
        AtomicInteger failing = new AtomicInteger(3);
        threads = new CrewThreads(1, work -> {
            if (failing.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(4);
        for (String name : List.of("a", "b", "c", "d")) {
            threads.execute(() -> note(done, name, all));
        }
        await(all);
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void after_the_end_nothing_is_taken() {
        threads.close();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.execute(() -> {}));
    }

    private CrewThreads open(int most) {
        return new CrewThreads(most, work -> {
            started.incrementAndGet();
            Thread thread = new Thread(work);
            thread.setUncaughtExceptionHandler(
                    (failed, expected) -> assertThat(expected).isInstanceOf(ExpectedFailure.class));
            return thread;
        });
    }

    private static final class ExpectedFailure extends RuntimeException {}

    private static void note(List<String> done, String what, CountDownLatch all) {
        done.add(what);
        all.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
