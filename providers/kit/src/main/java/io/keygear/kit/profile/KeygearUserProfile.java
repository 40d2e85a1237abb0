package io.keygear.kit.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.DeclarativeUserProfileProvider;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileMetadata;

/**
 * Adds the protected attributes to the profile of every context, and closes them where a realm opened them; and shows
 * users what is worked out for them.
 */
final class KeygearUserProfile extends DeclarativeUserProfileProvider {

    private static final int BEHIND_ALL_OTHERS = 1000;

    private final KeycloakSession session;
    private final Set<ProfileContributor> contributors;

    KeygearUserProfile(KeycloakSession session, KeygearUserProfileFactory factory) {
        super(session, factory);
        this.session = session;
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

    @Override
    protected Attributes createAttributes(
            UserProfileContext context,
            @Nullable Map<String, ?> attributes,
            @Nullable UserModel user,
            UserProfileMetadata metadata) {
        List<ShownAttribute> shown = contributors.stream()
                .flatMap(contributor -> contributor.shownAttributes().stream())
                .toList();
        Map<String, ?> given = attributes == null ? Map.of() : attributes;
        // What an administrator calls by such a name is the administrator's.
        Map<String, ?> written = context == UserProfileContext.USER_API ? given : without(shown, given);
        if (context == UserProfileContext.ACCOUNT && user != null && user.getServiceAccountClientLink() == null) {
            return new ShownAttributes(written, user, metadata, session, shown);
        }
        return super.createAttributes(context, written, user, metadata);
    }

    private static Map<String, ?> without(List<ShownAttribute> shown, Map<String, ?> attributes) {
        Map<String, Object> written = new HashMap<>(attributes);
        for (ShownAttribute attribute : shown) {
            written.remove(attribute.name());
            written.remove(Constants.USER_ATTRIBUTES_PREFIX + attribute.name());
        }
        return written;
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
