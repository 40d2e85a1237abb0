package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody learns from the time an answer takes who has an account, with a gateway that takes two seconds for a message.
 * {@code -Dkeygear.enumeration.tries=200} on a quiet machine compares medians to 25 ms. With fewer tries, on a machine
 * with other things to do, the faster quarter of the answers is compared: load makes single answers slow, but not all.
 */
@KeygearTest(realm = Suspects.LocksEarly.class)
class EnumerationTimeIT extends CodeJourneys {

    private static final int WARM_UP = 10;
    private static final int TRIES = Integer.getInteger("keygear.enumeration.tries", 20);
    private static final int ENOUGH_TRIES = 200;

    /** A gateway that takes so long takes few of many messages that come at once. */
    private static final int ENOUGH_MESSAGES = 10;

    private static final Duration GATEWAY = Duration.ofSeconds(2);
    private static final boolean IN_FULL = TRIES >= ENOUGH_TRIES;
    private static final Duration TELLING = Duration.ofMillis(IN_FULL ? 25 : 60);

    /** Of how many answers one is faster than the one that is compared. */
    private static final int SHARE = IN_FULL ? 2 : 4;

    private static Mails mails;

    private final Suspects suspects;

    EnumerationTimeIT(RealmFixture realm) {
        super(realm);
        this.suspects = new Suspects(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowsForStrangers.use(realm);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @ParameterizedTest
    @EnumSource
    void time_tells_nothing_with_a_gateway_that_takes_two_seconds(Door door) {
        // Messages that still wait from the door before would take the time that those of this one have.
        new Challenges(realm).settle();
        String prefix = "timed-" + door.name().toLowerCase(Locale.ROOT);
        Map<String, String> people = suspects.byNumber(prefix);
        people.values().forEach(number -> sms.behave(number, TwilioBehaviour.hang(GATEWAY)));
        String known = people.get("known");
        if (door == Door.LOGIN || door == Door.RESET) {
            people.put("no phone", suspects.byUsername(prefix).get("no phone and no address"));
        }

        Map<String, List<Long>> times = measure(door, people);

        Map<String, Long> typical = new LinkedHashMap<>();
        times.forEach((kind, all) -> typical.put(kind, typical(all)));
        long spread = typical.values().stream().mapToLong(Long::longValue).max().orElseThrow()
                - typical.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        System.out.printf("%s, one in %d of %d tries is faster, in ms: %s%n", door, SHARE, TRIES, inMillis(typical));
        assertThat(Duration.ofNanos(spread)).isLessThan(TELLING);
        Eventually.get(
                GATEWAY.plusSeconds(10),
                () -> Optional.of(sms.sentTo(known))
                        .filter(messages -> messages > Math.min(TRIES / 2, ENOUGH_MESSAGES)));
    }

    /** One of each kind in turn; whoever comes first after the clock moved waits a little longer, so all take turns. */
    private Map<String, List<Long>> measure(Door door, Map<String, String> people) {
        List<String> kinds = List.copyOf(people.keySet());
        Map<String, List<Long>> times = new LinkedHashMap<>();
        kinds.forEach(kind -> times.put(kind, new ArrayList<>()));
        for (int turn = 0; turn < WARM_UP + TRIES; turn++) {
            realm.passTime(Duration.ofSeconds(3601));
            for (int place = 0; place < kinds.size(); place++) {
                String kind = kinds.get((turn + place) % kinds.size());
                long taken = time(door, people.get(kind));
                if (turn >= WARM_UP) {
                    times.get(kind).add(taken);
                }
            }
        }
        return times;
    }

    private long time(Door door, String identifier) {
        Consumer<String> question = door.ready(realm);
        long begin = System.nanoTime();
        question.accept(identifier);
        return System.nanoTime() - begin;
    }

    private static long typical(List<Long> times) {
        return times.stream().sorted().skip(times.size() / SHARE).findFirst().orElseThrow();
    }

    private static Map<String, String> inMillis(Map<String, Long> typical) {
        Map<String, String> shown = new LinkedHashMap<>();
        typical.forEach((kind, nanos) -> shown.put(kind, "%.1f".formatted(nanos / 1e6)));
        return shown;
    }
}
