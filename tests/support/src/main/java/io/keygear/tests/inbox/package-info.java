/** A mail server that keeps what it is sent. */
@NullMarked
package io.keygear.tests.inbox;

import org.jspecify.annotations.NullMarked;
