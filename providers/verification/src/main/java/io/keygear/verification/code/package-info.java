/** Making, sending once and checking one-time codes. */
@NullMarked
package io.keygear.verification.code;

import org.jspecify.annotations.NullMarked;
