/** The SPI {@code sms-sender}: what hands a text message to a gateway. */
@NullMarked
package io.keygear.spi.sms;

import org.jspecify.annotations.NullMarked;
