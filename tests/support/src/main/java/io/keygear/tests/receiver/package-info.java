/** Receivers of webhooks, well-behaved and not. */
@NullMarked
package io.keygear.tests.receiver;

import org.jspecify.annotations.NullMarked;
