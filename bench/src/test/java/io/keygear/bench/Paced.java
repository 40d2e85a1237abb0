package io.keygear.bench;

import java.util.Locale;

/**
 * What a measurement at a steady pace found.
 *
 * @param all of it
 * @param calm without what was under way while the machine itself was slow, or soon after
 * @param slow for how much of the time that was; see {@link Pulse}
 */
public record Paced(Load all, Load calm, double slow) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s%n      machine slow %.1f %% of the time; without that: p99 %.1f ms  max %.1f ms of %d",
                all,
                slow * 100,
                calm.p99().toNanos() / 1e6,
                calm.longest().toNanos() / 1e6,
                calm.done());
    }
}
