package io.keygear.verification.sender;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;

/**
 * What all use of senders on this node shares.
 *
 * @param circuits by the id of the sender's component; a node finds out by itself that a sender fails
 * @param checks one permit for each request that may wait for a service to compare a code
 * @param wall the machine's own time
 */
record SenderMachinery(Map<String, Known> circuits, Semaphore checks, Clock wall) {

    SenderMachinery(int checks, Clock wall) {
        this(new ConcurrentHashMap<>(), new Semaphore(checks), wall);
    }

    /** The circuit of a sender. One that an administrator changed starts anew, as it may be mended. */
    Circuit circuit(ComponentModel component) {
        return circuits.compute(
                        component.getId(),
                        (id, known) -> known != null && known.settings().equals(component.getConfig())
                                ? known
                                : new Known(new MultivaluedHashMap<>(component.getConfig()), new Circuit()))
                .circuit();
    }

    /**
     * A circuit, and what the sender was set to when it was made.
     *
     * @param settings a copy, as Keycloak hands out what it keeps
     */
    record Known(MultivaluedHashMap<String, String> settings, Circuit circuit) {}
}
