/** The required action that verifies a phone number. */
@NullMarked
package io.keygear.verification.enroll;

import org.jspecify.annotations.NullMarked;
