package io.keygear.firebase.provider;

import io.keygear.firebase.key.HttpKeyServer;
import io.keygear.firebase.key.KeyCache;
import io.keygear.kit.config.ServerMode;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.kit.time.KeycloakClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.keycloak.broker.provider.AbstractIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;

/** The identity provider type {@code firebase}. Holds the caches of keys, one for each key server, on every node. */
public final class FirebaseIdentityProviderFactory extends AbstractIdentityProviderFactory<FirebaseIdentityProvider> {

    /** The type's id, as in realm files. */
    public static final String ID = "firebase";

    private static final Logger LOG = Logger.getLogger(FirebaseIdentityProviderFactory.class);

    private final ConcurrentMap<URI, KeyCache> keys = new ConcurrentHashMap<>();

    @Override
    public FirebaseIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        OutboundHttp http = session.getProvider(OutboundHttp.class);
        return new FirebaseIdentityProvider(
                new FirebaseProviderModel(model),
                settings -> keys.computeIfAbsent(
                        settings.jwksUrl(), url -> new KeyCache(new HttpKeyServer(http, url), KeycloakClock.INSTANCE)));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent && ServerMode.isDevelopment()) {
                KeycloakModelUtils.runJobInTransaction(factory, FirebaseIdentityProviderFactory::warnOfEmulators);
            }
        });
    }

    /** In production no emulator works, so only developers are warned, and only their few realms are looked at. */
    private static void warnOfEmulators(KeycloakSession session) {
        session.realms().getRealmsStream().toList().forEach(realm -> {
            session.getContext().setRealm(realm);
            session.identityProviders()
                    .getAllStream(IdentityProviderQuery.any())
                    .filter(provider -> ID.equals(provider.getProviderId()))
                    .filter(provider -> "true".equals(provider.getConfig().get(FirebaseOptions.EMULATOR.key())))
                    .forEach(provider -> LOG.warnf(
                            "Realm %s takes unsigned tokens of the Firebase emulator (provider %s):"
                                    + " everybody can be anybody there.",
                            realm.getName(), provider.getAlias()));
        });
    }

    @Override
    public IdentityProviderModel createConfig() {
        return new FirebaseProviderModel();
    }

    @Override
    public Map<String, String> parseConfig(KeycloakSession session, String config) {
        return Map.of();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "Firebase";
    }

    @Override
    public String getHelpText() {
        return "Exchanges ID tokens of Firebase Authentication for tokens of the realm.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return FirebaseOptions.properties();
    }
}
