/** What the senders of this module have in common. */
@NullMarked
package io.keygear.sms;

import org.jspecify.annotations.NullMarked;
