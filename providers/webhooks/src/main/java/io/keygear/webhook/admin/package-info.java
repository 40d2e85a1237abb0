/** The REST resource by which administrators manage a realm's endpoints and look after deliveries. */
@NullMarked
package io.keygear.webhook.admin;

import org.jspecify.annotations.NullMarked;
