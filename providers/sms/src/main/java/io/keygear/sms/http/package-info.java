/** The sender {@code http}: any gateway that takes a message as one HTTP request. */
@NullMarked
package io.keygear.sms.http;

import org.jspecify.annotations.NullMarked;
