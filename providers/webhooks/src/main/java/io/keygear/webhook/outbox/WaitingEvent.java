package io.keygear.webhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * An event that was not given to endpoints yet.
 *
 * @param position in the outbox
 * @param orderKey whose events are kept in order; {@code null} for none
 */
public record WaitingEvent(long position, @Nullable String orderKey) {}
