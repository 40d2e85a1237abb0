package io.keygear.verification.sender;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code sms-senders} with Keycloak. */
public final class SmsSendersSpi extends InternalSpi {

    public SmsSendersSpi() {
        super("sms-senders", SmsSenders.class, SmsSendersFactory.class);
    }
}
