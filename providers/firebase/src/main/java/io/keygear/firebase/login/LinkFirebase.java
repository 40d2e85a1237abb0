package io.keygear.firebase.login;

import io.keygear.firebase.link.LinkTicket;
import java.util.Map;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.Constants;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * The step {@code firebase-link}: a user, logged in, links the Firebase identity that a refused exchange gave a ticket
 * for. An app starts it with {@code kc_action=firebase-link:<link_token>}. What was linked before is replaced.
 */
public final class LinkFirebase implements RequiredActionProvider, RequiredActionFactory {

    /** The action's id. */
    public static final String ID = "firebase-link";

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {}

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Optional<LinkTicket> ticket = ticket(context);
        if (ticket.isEmpty()) {
            refuse(context, Errors.INVALID_TOKEN);
            return;
        }
        IdentityProviderModel provider =
                context.getSession().identityProviders().getByAlias(ticket.get().alias());
        String name = provider == null || provider.getDisplayName() == null
                ? ticket.get().alias()
                : provider.getDisplayName();
        context.challenge(context.form()
                .setAttribute(
                        "kgLink",
                        Map.of(
                                "provider",
                                name,
                                "email",
                                String.valueOf(context.getUser().getEmail())))
                .createForm("kg-firebase-link.ftl"));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Optional<LinkTicket> ticket = ticket(context);
        if (ticket.isEmpty()) {
            refuse(context, Errors.INVALID_TOKEN);
            return;
        }
        RealmModel realm = context.getRealm();
        UserModel user = context.getUser();
        UserProvider users = context.getSession().users();
        FederatedIdentityModel link = ticket.get().link();
        UserModel owner = users.getUserByFederatedIdentity(realm, link);
        if (owner != null && !owner.getId().equals(user.getId())) {
            refuse(context, Errors.FEDERATED_IDENTITY_EXISTS);
            return;
        }
        users.removeFederatedIdentity(realm, user, link.getIdentityProvider());
        users.addFederatedIdentity(realm, user, link);
        context.getEvent()
                .clone()
                .event(EventType.FEDERATED_IDENTITY_LINK)
                .user(user)
                .detail(Details.IDENTITY_PROVIDER, link.getIdentityProvider())
                .detail(Details.IDENTITY_PROVIDER_USERNAME, link.getUserName())
                .success();
        context.success();
    }

    private static Optional<LinkTicket> ticket(RequiredActionContext context) {
        String parameter = context.getAuthenticationSession().getClientNote(Constants.KC_ACTION_PARAMETER);
        return LinkTicket.read(context.getSession(), parameter).filter(ticket -> ticket.isFor(context.getUser()));
    }

    /** The login goes on without a link; the app sees {@code kc_action_status=error}. */
    private static void refuse(RequiredActionContext context, String error) {
        context.getEvent().clone().event(EventType.FEDERATED_IDENTITY_LINK).error(error);
        context.getAuthenticationSession().setClientNote(Constants.KC_ACTION_STATUS, "error");
        context.ignore();
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getDisplayText() {
        return "Link Firebase account";
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
