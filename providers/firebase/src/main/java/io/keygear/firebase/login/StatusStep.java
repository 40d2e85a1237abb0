package io.keygear.firebase.login;

import io.keygear.firebase.account.AccountStatus;
import org.keycloak.authentication.RequiredActionContext;

/** Adds a step to a login for as long as the account has a status. */
final class StatusStep {

    private StatusStep() {}

    static void demand(RequiredActionContext context, AccountStatus status, String action) {
        if (AccountStatus.of(context.getUser()) == status) {
            // For this login only: a step kept with the user would outlast the status.
            context.getAuthenticationSession().addRequiredAction(action);
        }
    }
}
