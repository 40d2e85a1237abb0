/** A new password for who proves by a code whose account it is. */
@NullMarked
package io.keygear.verification.reset;

import org.jspecify.annotations.NullMarked;
