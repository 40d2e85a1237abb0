/** Which of a realm's SMS senders has a message, and what happens when one cannot take it. */
@NullMarked
package io.keygear.verification.sender;

import org.jspecify.annotations.NullMarked;
