package io.keygear.webhook.outbox;

import java.util.Collection;
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

    /**
     * Restricts a query to some of them, as a text that does not vary; a list would be translated anew each time.
     *
     * @param column such as {@code e.partition}
     */
    static String within(String column, Collection<Integer> partitions) {
        if (partitions.isEmpty()) {
            return " and 1 = 0"; // an empty list is no SQL
        }
        return partitions.size() == COUNT
                ? ""
                : " and " + column
                        + partitions.stream()
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",", " in (", ")"));
    }

    /** The partition that a delivery's number tells. */
    public static int ofDelivery(long id) {
        return (int) (id % COUNT);
    }

    /** Where an order key belongs, on every node and in every version. */
    public static int of(String key) {
        return Math.floorMod(key.hashCode(), COUNT);
    }
}
