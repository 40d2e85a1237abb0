package io.keygear.webhook.outbox;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shares all order keys out, so that each is looked after by exactly one node at a time. */
public final class Partitions {

    /** How many there are; more nodes than that would have nothing to do. */
    public static final int COUNT = 16;

    /** All of them. */
    public static final Set<Integer> ALL = IntStream.range(0, COUNT).boxed().collect(Collectors.toUnmodifiableSet());

    private Partitions() {}

    /** The partition that a delivery's number tells. */
    public static int ofDelivery(long id) {
        return (int) (id % COUNT);
    }

    /** Where an order key belongs, on every node and in every version. */
    public static int of(String key) {
        return Math.floorMod(key.hashCode(), COUNT);
    }
}
