/** Where SMS gateways report what became of messages. */
@NullMarked
package io.keygear.verification.receipt;

import org.jspecify.annotations.NullMarked;
