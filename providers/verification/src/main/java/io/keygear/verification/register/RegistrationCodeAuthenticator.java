package io.keygear.verification.register;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.identify.Identification.Outcome.Proven;
import io.keygear.verification.identify.IdentifyingAuthenticator;
import io.keygear.verification.identify.Ways;
import io.keygear.verification.login.FirstFactor;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;

/**
 * The first page of a registration. Everybody gets a code, also who has an account: that they have one is told to who
 * proved to be them, and to nobody else.
 */
final class RegistrationCodeAuthenticator extends IdentifyingAuthenticator {

    RegistrationCodeAuthenticator() {
        super(Purpose.REGISTER);
    }

    @Override
    protected Ways ways(ConfigSource config) {
        return Ways.read(config, Ways.People.EVERYBODY);
    }

    @Override
    protected void admit(AuthenticationFlowContext context, Proven proven) {
        if (proven.user().isPresent()) {
            context.getEvent().error(Errors.USERNAME_IN_USE);
            startOver(context, "kgIdentifyExists");
            return;
        }
        RegistrationProof.write(context.getAuthenticationSession(), proven.destination());
        FirstFactor.record(
                context.getAuthenticationSession(), proven.destination().channelId());
        context.success();
    }
}
