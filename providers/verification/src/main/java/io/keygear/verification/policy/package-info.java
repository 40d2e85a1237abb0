/** What a realm's administrator decides about codes. */
@NullMarked
package io.keygear.verification.policy;

import org.jspecify.annotations.NullMarked;
