package io.keygear.firebase.key;

import io.keygear.firebase.token.KeySource;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Keys of one key server, kept as long as it allows. A key that is gone from the server is refused once the max-age
 * is over; a key that is new there is found within {@link #SPACING}. While the server is out of reach the keys from
 * before go on to work (stale-if-error, RFC 5861 section 4), and the server is asked ever more seldom.
 *
 * <p>One thread asks at a time. Who can go on with a key at hand does, the others wait for the answer.
 */
public final class KeyCache implements KeySource {

    /** At most one fetch in this time, however many tokens name keys that nobody knows. */
    static final Duration SPACING = Duration.ofSeconds(10);

    /** How long keys outlive their max-age when the server cannot be asked. */
    static final Duration STALE_IF_ERROR = Duration.ofHours(24);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(KeyCache.class);

    private final KeyServer server;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile State state = State.EMPTY;

    /** A cache that holds nothing yet. */
    public KeyCache(KeyServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * What is known now.
     *
     * @param keys by id
     * @param freshUntil when they must be asked for again
     * @param askedAt when the server was last asked, with whatever success
     * @param failures how often in a row it failed
     */
    private record State(Map<String, RSAPublicKey> keys, Instant freshUntil, Instant askedAt, int failures) {

        static final State EMPTY = new State(Map.of(), Instant.EPOCH, Instant.EPOCH, 0);

        boolean mayAsk(Instant now) {
            return !now.isBefore(askedAt.plus(pauseAfter(failures))) || now.isBefore(askedAt);
        }

        boolean isFresh(Instant now) {
            return now.isBefore(freshUntil) && !now.isBefore(askedAt);
        }

        boolean isUsable(Instant now) {
            return isFresh(now) || (failures > 0 && now.isBefore(freshUntil.plus(STALE_IF_ERROR)));
        }

        Optional<Key> find(String keyId) {
            return Optional.ofNullable(keys.get(keyId)).map(Key.Found::new);
        }

        /** 10, 20, 40, 60, 60, … seconds. */
        private static Duration pauseAfter(int failures) {
            Duration pause = SPACING.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    @Override
    public Key find(String keyId) {
        Instant now = clock.instant();
        State known = state;
        boolean have = known.find(keyId).isPresent();
        if (known.isFresh(now) && (have || !known.mayAsk(now))) {
            return verdict(keyId, known, now);
        }
        return renewed(keyId, known.isUsable(now) && have);
    }

    /** Forgets what was fetched, so that the next token makes the server be asked. */
    public void forget() {
        state = State.EMPTY;
    }

    private Key renewed(String keyId, boolean canGoOn) {
        boolean mine = asking.tryLock();
        if (!mine && canGoOn) {
            return state.find(keyId).orElseGet(Key.Unknown::new);
        }
        if (!mine) {
            asking.lock();
        }
        try {
            Instant now = clock.instant();
            State known = state;
            boolean answered = known.isFresh(now) && known.find(keyId).isPresent();
            boolean due = (!known.isFresh(now) && known.failures() == 0) || known.mayAsk(now);
            if (!answered && due) {
                state = after(known, now);
            }
            return verdict(keyId, state, clock.instant());
        } finally {
            asking.unlock();
        }
    }

    private State after(State known, Instant now) {
        KeyServer.Answer answer = server.fetch();
        if (answer instanceof KeyServer.Answer.Keys keys) {
            return new State(keys.byId(), now.plus(keys.maxAge()), now, 0);
        }
        if (answer instanceof KeyServer.Answer.Failed failed) {
            LOG.warnf("Public keys cannot be fetched: %s. Keys known before go on to work.", failed.cause());
        }
        return new State(known.keys(), known.freshUntil(), now, known.failures() + 1);
    }

    private static Key verdict(String keyId, State known, Instant now) {
        Optional<Key> key = known.isUsable(now) ? known.find(keyId) : Optional.empty();
        return key.orElseGet(() -> known.failures() == 0 ? new Key.Unknown() : unreachable(known, now));
    }

    private static Key unreachable(State known, Instant now) {
        Duration left = Duration.between(now, known.askedAt().plus(State.pauseAfter(known.failures())));
        return new Key.Unreachable(left.isNegative() || left.isZero() ? Duration.ofSeconds(1) : left);
    }
}
