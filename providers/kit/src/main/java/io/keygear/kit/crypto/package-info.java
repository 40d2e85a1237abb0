/** What the suite asks of the JDK's cryptography. */
@NullMarked
package io.keygear.kit.crypto;

import org.jspecify.annotations.NullMarked;
