/** The login step that asks for a code. */
@NullMarked
package io.keygear.verification.login;

import org.jspecify.annotations.NullMarked;
