/** The public keys that Firebase signs with: fetched, cached, renewed. */
@NullMarked
package io.keygear.firebase.key;

import org.jspecify.annotations.NullMarked;
