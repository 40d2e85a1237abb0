package io.keygear.webhook.outbox;

import java.util.Set;

/**
 * A node's part of the work.
 *
 * @param owned the partitions that it looks after, it alone
 * @param fair how many each node should have
 */
public record Share(Set<Integer> owned, int fair) {}
