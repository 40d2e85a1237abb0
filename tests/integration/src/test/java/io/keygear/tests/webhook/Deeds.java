package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.receiver.Hook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one user does, one thing at a time, counted from 1. The server's own answer, and after a crash its database, tell
 * how far it got; the hooks must tell the same.
 */
abstract class Deeds {

    private volatile int tried;
    private volatile int acknowledged;
    private volatile boolean cutOff;

    /** What became of them. */
    record Account(int changes, int lost, int phantoms, int duplicates, int inversions) {}

    /** Does it; throws when the server does not answer. */
    abstract void attempt(int number);

    /** How many the database has. */
    abstract int stored();

    /** Which one a hook tells; 0 for another user's, and for what is none of them. */
    abstract int number(Hook hook);

    /** The next one; false when the server did not answer. */
    final boolean next() {
        int number = tried + 1;
        tried = number;
        try {
            attempt(number);
        } catch (RuntimeException noAnswer) {
            return false;
        }
        acknowledged = number;
        return true;
    }

    final int acknowledged() {
        return acknowledged;
    }

    /** Asks the database whether the one that was under way is in it. */
    final void learn() {
        int stored = stored();
        assertThat(stored).as("what was acknowledged is stored").isBetween(acknowledged, tried);
        cutOff = stored < tried;
        acknowledged = stored;
        tried = stored;
    }

    /** Whether one was under way that is not in the database. */
    final boolean wasCutOff() {
        return cutOff;
    }

    /** The last hook that has to come. */
    final boolean isLast(Hook hook) {
        return number(hook) == acknowledged;
    }

    /** Compares what was done with what was told. */
    final Account account(List<Hook> hooks) {
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
}
