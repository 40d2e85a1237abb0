package io.keygear.firebase.link;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.token.FirebaseIdentity;
import io.keygear.kit.profile.ProfileContributor;
import io.keygear.kit.profile.ProtectedAttribute;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.broker.provider.IdentityProviderMapperSyncModeDelegate;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/**
 * Runs Keycloak's identity provider mappers. Whatever they are told to map, they change neither the e-mail address of
 * a user nor an attribute that a feature of ours protects, the status among them.
 */
final class IdentityMappers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final IdentityProviderModel provider;
    private final List<IdentityProviderMapperModel> mappers;

    IdentityMappers(KeycloakSession session, IdentityProviderModel provider) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.provider = provider;
        this.mappers = session.identityProviders()
                .getMappersByAliasStream(provider.getAlias())
                .toList();
    }

    /** For a user just made. */
    void imported(UserModel user, FirebaseIdentity identity) {
        run(user, identity, (mapper, context) -> target(mapper).importNewUser(session, realm, user, mapper, context));
    }

    /** For a user who comes back; what is done depends on the sync mode. */
    void updated(UserModel user, FirebaseIdentity identity) {
        run(
                user,
                identity,
                (mapper, context) -> IdentityProviderMapperSyncModeDelegate.delegateUpdateBrokeredUser(
                        session, realm, user, mapper, context, target(mapper)));
    }

    private void run(
            UserModel user,
            FirebaseIdentity identity,
            BiConsumer<IdentityProviderMapperModel, BrokeredIdentityContext> work) {
        if (mappers.isEmpty()) {
            return;
        }
        Set<String> guarded = protectedAttributes();
        Kept before = Kept.of(user, guarded);
        BrokeredIdentityContext context = context(identity);
        mappers.forEach(mapper -> target(mapper).preprocessFederatedIdentity(session, realm, mapper, context));
        mappers.forEach(mapper -> work.accept(mapper, context));
        context.getAttributes().forEach((name, values) -> {
            if (!guarded.contains(name)) {
                user.setAttribute(name, values);
            }
        });
        before.restore(user);
    }

    private BrokeredIdentityContext context(FirebaseIdentity identity) {
        BrokeredIdentityContext context = new BrokeredIdentityContext(identity.linkKey(), provider);
        context.setUsername(identity.subject());
        context.setBrokerUserId(provider.getAlias() + "." + identity.linkKey());
        context.getContextData()
                .put(
                        OIDCIdentityProvider.VALIDATED_ID_TOKEN,
                        JsonSerialization.mapper.convertValue(identity.claims(), JsonWebToken.class));
        return context;
    }

    private IdentityProviderMapper target(IdentityProviderMapperModel mapper) {
        return (IdentityProviderMapper) Objects.requireNonNull(session.getKeycloakSessionFactory()
                .getProviderFactory(IdentityProviderMapper.class, mapper.getIdentityProviderMapper()));
    }

    private Set<String> protectedAttributes() {
        return Stream.concat(
                        session.getAllProviders(ProfileContributor.class).stream()
                                .flatMap(feature -> feature.protectedAttributes().stream())
                                .map(ProtectedAttribute::name),
                        Stream.of(UserModel.EMAIL, UserModel.USERNAME, AccountStatus.ATTRIBUTE))
                .collect(Collectors.toSet());
    }

    /** What a mapper may not touch. Attributes that are not there are kept away. */
    private record Kept(
            String username, @Nullable String email, boolean emailVerified, Map<String, List<String>> attributes) {

        static Kept of(UserModel user, Set<String> guarded) {
            return new Kept(
                    user.getUsername(),
                    user.getEmail(),
                    user.isEmailVerified(),
                    guarded.stream()
                            .filter(name -> !name.equals(UserModel.EMAIL) && !name.equals(UserModel.USERNAME))
                            .collect(Collectors.toMap(
                                    name -> name,
                                    name -> user.getAttributeStream(name).toList())));
        }

        void restore(UserModel user) {
            if (of(user, attributes.keySet()).equals(this)) {
                return;
            }
            attributes.forEach((name, values) -> {
                if (values.isEmpty()) {
                    user.removeAttribute(name);
                } else {
                    user.setAttribute(name, values);
                }
            });
            user.setUsername(username);
            user.setEmail(email);
            user.setEmailVerified(emailVerified);
        }
    }
}
