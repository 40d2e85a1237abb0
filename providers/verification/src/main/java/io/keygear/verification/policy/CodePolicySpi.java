package io.keygear.verification.policy;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code code-policy} with Keycloak. */
public final class CodePolicySpi extends InternalSpi {

    public CodePolicySpi() {
        super("code-policy", CodePolicyProvider.class, CodePolicyProviderFactory.class);
    }
}
