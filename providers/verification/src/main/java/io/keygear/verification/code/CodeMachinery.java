package io.keygear.verification.code;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What all code services of one server share.
 *
 * @param store changes of state
 * @param deliveries how far messages have come
 * @param dispatcher threads that send
 * @param journal events and meters
 * @param random makes codes; cryptographically strong
 * @param times Keycloak's and the machine's
 */
record CodeMachinery(
        CodeStore store,
        Deliveries deliveries,
        CodeDispatcher dispatcher,
        CodeJournal journal,
        RandomGenerator random,
        Times times) {

    /**
     * The two times there are.
     *
     * @param clock Keycloak's, for all that is stored
     * @param wall the machine's own, for deadlines
     */
    record Times(Clock clock, Clock wall) {}
}
