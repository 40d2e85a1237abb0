package io.keygear.verification.phone;

import io.keygear.kit.profile.ProfileContributor;
import io.keygear.kit.profile.ProfileContributorFactory;
import io.keygear.kit.profile.ProtectedAttribute;
import io.keygear.verification.claim.VerifiedValues;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Keeps the phone attributes out of users' hands in every realm, and forgets numbers with their users. */
public final class PhoneProfileFactory implements ProfileContributorFactory {

    private static final List<ProtectedAttribute> ATTRIBUTES = List.of(
            new ProtectedAttribute(VerifiedPhones.NUMBER_ATTRIBUTE, "${kgPhoneNumber}", true),
            new ProtectedAttribute(VerifiedPhones.VERIFIED_ATTRIBUTE, "${kgPhoneNumberVerified}", false));

    @Override
    public ProfileContributor create(KeycloakSession session) {
        return new PhoneProfile();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof UserModel.UserRemovedEvent removed) {
                VerifiedValues.forgetUser(
                        removed.getKeycloakSession(),
                        removed.getRealm().getId(),
                        removed.getUser().getId());
            } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
                VerifiedValues.forgetRealm(
                        removed.getKeycloakSession(), removed.getRealm().getId());
            }
        });
    }

    @Override
    public String getId() {
        return "phone";
    }

    private static final class PhoneProfile implements ProfileContributor {
        @Override
        public List<ProtectedAttribute> protectedAttributes() {
            return ATTRIBUTES;
        }
    }
}
