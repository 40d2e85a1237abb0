package io.keygear.verification.policy;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code code-policy} with Keycloak. */
public final class CodePolicySpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "code-policy";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return CodePolicyProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return CodePolicyProviderFactory.class;
    }
}
