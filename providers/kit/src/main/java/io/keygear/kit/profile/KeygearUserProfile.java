package io.keygear.kit.profile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.DeclarativeUserProfileProvider;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileMetadata;

/** Adds the protected attributes to the profile of every context, and closes them where a realm opened them. */
final class KeygearUserProfile extends DeclarativeUserProfileProvider {

    private static final int BEHIND_ALL_OTHERS = 1000;

    private final Set<ProfileContributor> contributors;

    KeygearUserProfile(KeycloakSession session, KeygearUserProfileFactory factory) {
        super(session, factory);
        this.contributors = session.getAllProviders(ProfileContributor.class);
    }

    @Override
    protected UserProfileMetadata configureUserProfile(UserProfileMetadata metadata, KeycloakSession session) {
        UserProfileMetadata configured = super.configureUserProfile(metadata, session);
        contributors.stream()
                .flatMap(contributor -> contributor.protectedAttributes().stream())
                .forEach(attribute -> protect(configured, attribute));
        return configured;
    }

    @Override
    public UserProfile create(UserProfileContext context, Map<String, ?> attributes, UserModel user) {
        if (context == UserProfileContext.USER_API) {
            contributors.forEach(contributor -> contributor.beforeChange(user));
        }
        return super.create(context, attributes, user);
    }

    private static void protect(UserProfileMetadata profile, ProtectedAttribute attribute) {
        List<AttributeMetadata> declared = profile.getAttribute(attribute.name());
        if (declared.isEmpty()) {
            profile.addAttribute(
                            attribute.name(),
                            BEHIND_ALL_OTHERS,
                            KeygearUserProfile::isByAdministrator,
                            readers(attribute))
                    .setRequired(AttributeMetadata.ALWAYS_FALSE)
                    .setAttributeDisplayName(attribute.displayName());
        } else {
            declared.forEach(existing -> existing.addWriteCondition(KeygearUserProfile::isByAdministrator));
        }
    }

    private static Predicate<AttributeContext> readers(ProtectedAttribute attribute) {
        return attribute.readableByUser()
                ? context -> isByAdministrator(context) || context.getContext() == UserProfileContext.ACCOUNT
                : KeygearUserProfile::isByAdministrator;
    }

    private static boolean isByAdministrator(AttributeContext context) {
        return context.getContext() == UserProfileContext.USER_API;
    }
}
