package io.keygear.verification.reset;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.identify.Accounts;
import io.keygear.verification.identify.Identification.Outcome.Proven;
import io.keygear.verification.identify.IdentifyingAuthenticator;
import io.keygear.verification.identify.Ways;
import io.keygear.verification.login.FirstFactor;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Who forgot a password proves by a code whose account it is; the flow's next steps ask for a second factor and the new
 * password. A channel that is somebody's only second factor there is left to that: the code goes over another one, or
 * nowhere. Afterwards the person has to log in (OWASP Forgot Password), unless that is switched off.
 */
final class ResetCodeAuthenticator extends IdentifyingAuthenticator {

    ResetCodeAuthenticator() {
        super(Purpose.RESET);
    }

    @Override
    protected Ways ways(ConfigSource config) {
        boolean verified = ResetCodeAuthenticatorFactory.VERIFIED_ONLY.read(config);
        return Ways.read(config, verified ? Ways.People.VERIFIED : Ways.People.KNOWN)
                .sparing(true);
    }

    @Override
    protected void admit(AuthenticationFlowContext context, Proven proven) {
        Accounts accounts = new Accounts(context.getSession(), context.getRealm());
        Optional<UserModel> user = proven.user().filter(accounts::isOpen);
        if (user.isEmpty()) {
            context.getEvent().error(Errors.NOT_ALLOWED);
            startOver(context, "kgCodeExpired");
            return;
        }
        AuthenticationSessionModel session = context.getAuthenticationSession();
        RecoveredAddress.note(session, proven.destination());
        FirstFactor.record(session, proven.destination().channelId());
        ResetNotice.expect(session);
        if (!staysLoggedIn(context)) {
            session.setAuthNote(AuthenticationManager.END_AFTER_REQUIRED_ACTIONS, "true");
        }
        context.setUser(user.get());
        context.success();
    }

    private static boolean staysLoggedIn(AuthenticationFlowContext context) {
        try {
            return ResetCodeAuthenticatorFactory.LOGIN_AFTERWARDS.read(
                    ConfigSource.of(context.getAuthenticatorConfig()));
        } catch (InvalidConfigurationException wrong) {
            return false;
        }
    }
}
