package io.keygear.verification.login;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.identify.Accounts;
import io.keygear.verification.identify.Destination;
import io.keygear.verification.identify.Identification.Outcome.Proven;
import io.keygear.verification.identify.IdentifyingAuthenticator;
import io.keygear.verification.identify.Newcomer;
import io.keygear.verification.identify.ProvenValue;
import io.keygear.verification.identify.Ways;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/** A login without a password: who it is, then a code to a verified phone or address of theirs. */
final class CodeLoginAuthenticator extends IdentifyingAuthenticator {

    CodeLoginAuthenticator() {
        super(Purpose.LOGIN);
    }

    @Override
    protected Ways ways(ConfigSource config) {
        boolean signUp = CodeLoginAuthenticatorFactory.SIGN_UP.read(config);
        return Ways.read(config, signUp ? Ways.People.EVERYBODY : Ways.People.VERIFIED)
                .sparing(CodeLoginAuthenticatorFactory.SPARING.read(config));
    }

    @Override
    protected void admit(AuthenticationFlowContext context, Proven proven) {
        Optional<UserModel> user = proven.user().or(() -> newcomer(context, proven.destination()));
        if (user.isEmpty() || !new Accounts(context.getSession(), context.getRealm()).isOpen(user.get())) {
            context.getEvent().error(Errors.NOT_ALLOWED);
            startOver(context, "kgCodeExpired");
            return;
        }
        new ProvenValue(context.getSession(), context.getRealm(), proven.destination()).touch(user.get());
        FirstFactor.record(
                context.getAuthenticationSession(), proven.destination().channelId());
        context.setUser(user.get());
        context.getEvent().detail(Details.AUTH_METHOD, CodeLoginAuthenticatorFactory.ID);
        context.success();
    }

    private static Optional<UserModel> newcomer(AuthenticationFlowContext context, Destination destination) {
        Optional<UserModel> user = new Newcomer(context.getSession(), context.getRealm()).create(destination);
        user.ifPresent(created -> context.newEvent()
                .event(EventType.REGISTER)
                .user(created)
                .client(context.getAuthenticationSession().getClient())
                .detail(Details.USERNAME, created.getUsername())
                .detail(Details.REGISTER_METHOD, CodeLoginAuthenticatorFactory.ID)
                .success());
        return user;
    }
}
