package io.keygear.firebase.login;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.account.Accounts;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The step {@code reactivate-account}: somebody who left says whether they come back, before a login goes on. */
public final class ReactivateAccount implements RequiredActionProvider, RequiredActionFactory {

    /** The action's id. */
    public static final String ID = "reactivate-account";

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        StatusStep.demand(context, AccountStatus.INACTIVATED, ID);
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.challenge(context.form().createForm("kg-reactivate.ftl"));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (AccountStatus.of(context.getUser()) == AccountStatus.INACTIVATED) {
            new Accounts(context.getSession())
                    .reactivate(context.getUser(), context.getEvent().clone());
        }
        context.success();
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getDisplayText() {
        return "Reactivate account";
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
