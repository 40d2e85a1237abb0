package io.keygear.firebase.account;

import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Makes {@link AdministrationListener}, for every realm without being switched on. */
public final class AdministrationListenerFactory implements EventListenerProviderFactory {

    /** The id of the identity provider type. */
    private static final String TYPE = "firebase";

    /** Ids of the required actions of this module, and their names. */
    private static final Map<String, String> ACTIONS = Map.of(
            "complete-registration", "Complete registration",
            "reactivate-account", "Reactivate account",
            "firebase-link", "Link Firebase account");

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new AdministrationListener(session, TYPE, ACTIONS);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public String getId() {
        return "account-status";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            // The end of an import, too: what the file says is all there by then.
            if (event instanceof RealmModel.RealmPostCreateEvent made) {
                List<String> providers = providers(made);
                if (!providers.isEmpty()) {
                    AppIdentity.prepare(made.getCreatedRealm(), providers, ACTIONS);
                }
            }
        });
    }

    private static List<String> providers(RealmModel.RealmPostCreateEvent made) {
        KeycloakContext context = made.getKeycloakSession().getContext();
        RealmModel before = context.getRealm();
        context.setRealm(made.getCreatedRealm());
        try {
            return AdministrationListener.providers(made.getKeycloakSession(), TYPE);
        } finally {
            context.setRealm(before);
        }
    }

    @Override
    public void close() {}
}
