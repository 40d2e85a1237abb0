package io.keygear.firebase.login;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.account.Accounts;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.requiredactions.UpdateProfile;

/**
 * The step {@code complete-registration}: somebody who has not registered gives their profile, on Keycloak's own page
 * for it, before a login in the browser goes on.
 */
public final class CompleteRegistration extends UpdateProfile {

    /** The action's id. */
    public static final String ID = "complete-registration";

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.NOT_SUPPORTED;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        StatusStep.demand(context, AccountStatus.UNREGISTERED, ID);
    }

    @Override
    public void processAction(RequiredActionContext context) {
        super.processAction(context);
        if (context.getStatus() == RequiredActionContext.Status.SUCCESS
                && AccountStatus.of(context.getUser()) == AccountStatus.UNREGISTERED) {
            new Accounts(context.getSession())
                    .register(context.getUser(), context.getEvent().clone());
        }
    }

    @Override
    public String getDisplayText() {
        return "Complete registration";
    }

    @Override
    public String getId() {
        return ID;
    }
}
