package io.keygear.verification.sender;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What all use of senders on this node shares.
 *
 * @param circuits by the id of the sender's component; a node finds out by itself that a sender fails
 * @param checks one permit for each request that may wait for a service to compare a code
 * @param wall the machine's own time
 */
record SenderMachinery(Map<String, Circuit> circuits, Semaphore checks, Clock wall) {

    SenderMachinery(int checks, Clock wall) {
        this(new ConcurrentHashMap<>(), new Semaphore(checks), wall);
    }

    Circuit circuit(String componentId) {
        return circuits.computeIfAbsent(componentId, id -> new Circuit());
    }
}
