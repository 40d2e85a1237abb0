/** From what happens in Keycloak to a row in the outbox, within the transaction in which it happens. */
@NullMarked
package io.keygear.webhook.event;

import org.jspecify.annotations.NullMarked;
