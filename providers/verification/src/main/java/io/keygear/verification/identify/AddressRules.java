package io.keygear.verification.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.messages.Messages;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.validate.ValidationError;

/**
 * What the realm's user profile says of addresses: who may change theirs, and which are taken. That an address is another
 * account's is left out here, for that is told only to who proved to hold it.
 */
public final class AddressRules {

    private static final String READ_ONLY = "error-user-attribute-read-only";
    private static final Set<String> TAKEN = Set.of(Messages.EMAIL_EXISTS, Messages.USERNAME_EXISTS);

    private final UserProfileProvider profiles;

    public AddressRules(KeycloakSession session) {
        this.profiles = session.getProvider(UserProfileProvider.class);
    }

    /** Why {@code user} may not have {@code address}; empty when nothing speaks against it. */
    public Optional<FormMessage> refusal(UserModel user, String address) {
        Attributes attributes = profiles.create(UserProfileContext.UPDATE_EMAIL, profile(address), user)
                .getAttributes();
        return attributes.isReadOnly(UserModel.EMAIL)
                ? Optional.of(new FormMessage(UserModel.EMAIL, READ_ONLY))
                : refusal(attributes);
    }

    /** Whether somebody new may have {@code address}. */
    public boolean allow(String address) {
        return refusal(profiles.create(UserProfileContext.REGISTRATION, profile(address))
                        .getAttributes())
                .isEmpty();
    }

    @SuppressWarnings("unchecked") // an array of listeners
    private static Optional<FormMessage> refusal(Attributes attributes) {
        List<ValidationError> errors = new ArrayList<>();
        attributes.validate(UserModel.EMAIL, errors::add);
        return errors.stream()
                .filter(error -> !TAKEN.contains(error.getMessage()))
                .map(error ->
                        new FormMessage(UserModel.EMAIL, error.getMessage(), error.getInputHintWithMessageParameters()))
                .findFirst();
    }

    private static Map<String, List<String>> profile(String address) {
        return Map.of(UserModel.EMAIL, List.of(address));
    }
}
