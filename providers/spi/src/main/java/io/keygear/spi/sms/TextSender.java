package io.keygear.spi.sms;

/** A sender that is given the whole text; the code inside it is ours to make and to check. */
public non-sealed interface TextSender extends SmsSender {

    /**
     * Hands one message to the gateway. Blocks until the outcome is known, and never beyond
     * {@link SmsMessage#deadline()}. A message whose body has been sent is never sent again, because a gateway
     * cannot tell a repetition from a second message.
     *
     * @return what became of it; failures of the gateway and of the network are outcomes, not exceptions
     */
    SmsOutcome send(SmsMessage message);
}
