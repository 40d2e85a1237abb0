package io.keygear.verification.code;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What all code services of one server share.
 *
 * @param store changes of state
 * @param dispatcher threads that send
 * @param random makes codes; cryptographically strong
 * @param clock Keycloak's time, for all that is stored
 * @param wall the machine's time, for deadlines
 */
record CodeMachinery(CodeStore store, CodeDispatcher dispatcher, RandomGenerator random, Clock clock, Clock wall) {}
