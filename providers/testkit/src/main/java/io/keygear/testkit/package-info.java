/**
 * What a sender of text messages has to do, as tests that anybody's sender can run: extend {@link
 * io.keygear.testkit.TextSenderContract} or {@link io.keygear.testkit.VerifyServiceContract}.
 */
@NullMarked
package io.keygear.testkit;

import org.jspecify.annotations.NullMarked;
