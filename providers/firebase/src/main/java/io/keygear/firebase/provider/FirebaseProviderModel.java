package io.keygear.firebase.provider;

import io.keygear.kit.config.InvalidConfigurationException;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;

/** The stored form of a Firebase provider. */
final class FirebaseProviderModel extends IdentityProviderModel {

    private static final long serialVersionUID = 1L;

    FirebaseProviderModel() {}

    FirebaseProviderModel(IdentityProviderModel model) {
        super(model);
    }

    FirebaseSettings settings() {
        return FirebaseOptions.read(getConfig()::get);
    }

    @Override
    public void validate(RealmModel realm) {
        try {
            settings();
        } catch (InvalidConfigurationException wrong) {
            // The one kind of exception that Keycloak answers with 400 here.
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }
}
