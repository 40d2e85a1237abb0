/** From the outbox to the receivers, in order, on threads of its own. */
@NullMarked
package io.keygear.webhook.delivery;

import org.jspecify.annotations.NullMarked;
