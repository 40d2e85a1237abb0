/** Standard Webhooks signatures, symmetric and asymmetric. */
@NullMarked
package io.keygear.webhook.signing;

import org.jspecify.annotations.NullMarked;
