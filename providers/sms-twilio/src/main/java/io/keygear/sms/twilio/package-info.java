/** The sender {@code twilio}: Twilio's Messages API through Twilio's own SDK. */
@NullMarked
package io.keygear.sms.twilio;

import org.jspecify.annotations.NullMarked;
