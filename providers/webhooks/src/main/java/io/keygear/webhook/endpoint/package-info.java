/** Where events go: realm components that name an address, a subscription and the keys to sign with. */
@NullMarked
package io.keygear.webhook.endpoint;

import org.jspecify.annotations.NullMarked;
