/** What the steps of login flows have in common. */
@NullMarked
package io.keygear.verification.step;

import org.jspecify.annotations.NullMarked;
