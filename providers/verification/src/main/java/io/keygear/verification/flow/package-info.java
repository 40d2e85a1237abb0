/** Imports ready-made login flows into a realm. */
@NullMarked
package io.keygear.verification.flow;

import org.jspecify.annotations.NullMarked;
