/** Registration of who proved an address or number before. */
@NullMarked
package io.keygear.verification.register;

import org.jspecify.annotations.NullMarked;
