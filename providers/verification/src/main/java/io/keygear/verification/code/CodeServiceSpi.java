package io.keygear.verification.code;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code code-service} with Keycloak; it has one provider, ours. */
public final class CodeServiceSpi extends InternalSpi {

    public CodeServiceSpi() {
        super("code-service", CodeService.class, CodeServiceFactory.class);
    }
}
