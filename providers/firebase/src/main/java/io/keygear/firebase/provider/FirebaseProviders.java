package io.keygear.firebase.provider;

import io.keygear.firebase.token.FirebaseProject;
import io.keygear.firebase.token.TokenOrigin;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.broker.provider.IdentityProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderFactory;

/** The Firebase providers of the realm of this request. */
public final class FirebaseProviders {

    private final KeycloakSession session;

    /** Of the realm that the session is about. */
    public FirebaseProviders(KeycloakSession session) {
        this.session = session;
    }

    /** The provider with this alias, enabled or not; empty when another type has it, or none. */
    public Optional<FirebaseIdentityProvider> byAlias(String alias) {
        return Optional.ofNullable(session.identityProviders().getByAlias(alias))
                .filter(FirebaseProviders::isFirebase)
                .map(this::open);
    }

    /** All of them, enabled or not. */
    public List<FirebaseIdentityProvider> all() {
        return session.identityProviders()
                .getAllStream(IdentityProviderQuery.any())
                .filter(FirebaseProviders::isFirebase)
                .map(this::open)
                .toList();
    }

    /**
     * The one provider whose project and tenant a token claims; the realm's only one when it claims none that is
     * known, so that a bad token is told what is wrong with it.
     */
    public Optional<FirebaseIdentityProvider> byOrigin(Optional<TokenOrigin> origin) {
        List<FirebaseIdentityProvider> all = all();
        List<FirebaseIdentityProvider> claimed = all.stream()
                .filter(provider ->
                        origin.filter(from -> isFrom(provider, from)).isPresent())
                .toList();
        if (claimed.size() == 1) {
            return Optional.of(claimed.get(0));
        }
        return claimed.isEmpty() && all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private static boolean isFrom(FirebaseIdentityProvider provider, TokenOrigin origin) {
        String project = provider.getConfig().getConfig().get(FirebaseOptions.PROJECT_ID.key());
        String tenant = provider.getConfig().getConfig().get(FirebaseOptions.TENANT_ID.key());
        return origin.issuer().equals(FirebaseProject.ISSUER_PREFIX + project)
                && Objects.equals(origin.tenant(), tenant == null || tenant.isBlank() ? null : tenant.strip());
    }

    private static boolean isFirebase(IdentityProviderModel model) {
        return FirebaseIdentityProviderFactory.ID.equals(model.getProviderId());
    }

    private FirebaseIdentityProvider open(IdentityProviderModel model) {
        ProviderFactory<?> factory = session.getKeycloakSessionFactory()
                .getProviderFactory(IdentityProvider.class, FirebaseIdentityProviderFactory.ID);
        return ((FirebaseIdentityProviderFactory) Objects.requireNonNull(factory, "not registered"))
                .create(session, model);
    }
}
