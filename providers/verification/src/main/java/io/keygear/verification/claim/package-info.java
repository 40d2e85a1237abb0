/** Who verified which value: one row for each, and one meaning of "verified" for phones and e-mail addresses. */
@NullMarked
package io.keygear.verification.claim;

import org.jspecify.annotations.NullMarked;
