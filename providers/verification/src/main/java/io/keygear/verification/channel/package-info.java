/** How a code travels to a person. */
@NullMarked
package io.keygear.verification.channel;

import org.jspecify.annotations.NullMarked;
