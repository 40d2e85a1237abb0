package io.keygear.verification.channel;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code mail-talks} with Keycloak. */
public final class MailTalksSpi extends InternalSpi {

    public MailTalksSpi() {
        super("mail-talks", MailTalks.class, MailTalksFactory.class);
    }
}
