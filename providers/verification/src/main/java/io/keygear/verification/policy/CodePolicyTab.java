package io.keygear.verification.policy;

import io.keygear.kit.admin.SettingsTab;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** The tab "One-time codes" of the realm settings. */
public final class CodePolicyTab extends SettingsTab {

    public CodePolicyTab() {
        super("keygear-codes", CodePolicyProvider.class, CodePolicyProviderFactory.ID);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return new CodePolicyProviderFactory().getConfigProperties();
    }
}
