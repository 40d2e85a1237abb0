/** Conditions of subflows: what is verified, whether there is a phone, and where a request comes from. */
@NullMarked
package io.keygear.verification.condition;

import org.jspecify.annotations.NullMarked;
