package io.keygear.firebase.account;

import io.keygear.kit.profile.ProfileContributor;
import io.keygear.kit.profile.ProfileContributorFactory;
import io.keygear.kit.profile.ProtectedAttribute;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Keeps the status out of users' hands in every realm. */
public final class StatusProfileFactory implements ProfileContributorFactory {

    private static final List<ProtectedAttribute> ATTRIBUTES =
            List.of(new ProtectedAttribute(AccountStatus.ATTRIBUTE, "${kgAccountStatus}", false));

    @Override
    public ProfileContributor create(KeycloakSession session) {
        return () -> ATTRIBUTES;
    }

    @Override
    public String getId() {
        return "account-status";
    }
}
