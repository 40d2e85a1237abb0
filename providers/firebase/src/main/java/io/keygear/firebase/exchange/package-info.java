/** A Firebase token goes in, tokens of the realm come out. */
@NullMarked
package io.keygear.firebase.exchange;

import org.jspecify.annotations.NullMarked;
