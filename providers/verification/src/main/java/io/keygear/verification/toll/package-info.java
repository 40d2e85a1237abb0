/** What a message costs a realm, and what keeps others from running up the bill. */
@NullMarked
package io.keygear.verification.toll;

import org.jspecify.annotations.NullMarked;
