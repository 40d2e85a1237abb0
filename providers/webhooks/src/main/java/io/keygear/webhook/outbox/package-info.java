/** The tables: events, their deliveries and attempts, and which node looks after which of them. */
@NullMarked
package io.keygear.webhook.outbox;

import org.jspecify.annotations.NullMarked;
