/** Phone numbers: reading, showing, and keeping them as credentials. */
@NullMarked
package io.keygear.verification.phone;

import org.jspecify.annotations.NullMarked;
