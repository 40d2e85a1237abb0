/** The sender {@code log}: messages on the server's console, for development. */
@NullMarked
package io.keygear.sms.log;

import org.jspecify.annotations.NullMarked;
