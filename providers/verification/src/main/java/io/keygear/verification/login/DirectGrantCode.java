package io.keygear.verification.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.identify.Accounts;
import io.keygear.verification.identify.Identification;
import io.keygear.verification.identify.Identification.Outcome.Proven;
import io.keygear.verification.identify.Identification.Outcome.Refused;
import io.keygear.verification.identify.Identifier;
import io.keygear.verification.identify.ProvenValue;
import io.keygear.verification.identify.Ways;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A code at the token endpoint (RFC 6749, section 4.3): the first request without the parameter {@code code} sends one,
 * the second brings it along. Behind a password it is a second factor; without one, {@code username} may be an address,
 * a number or a username, and the answers are the same whether there is such an account.
 */
final class DirectGrantCode implements Authenticator {

    private static final String REQUIRED = "code_required";

    /** An OAuth error (RFC 6749, section 5.2) with Keygear's reason. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Refusal(
            String error, @JsonProperty("error_description") String description, String reason) {}

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        String code = Optional.ofNullable(form.getFirst(OAuth2Constants.CODE))
                .orElse("")
                .strip();
        if (context.getUser() != null) {
            new DirectGrantSecondFactor(context, ways(context)).proceed(code);
        } else {
            identify(context, Optional.ofNullable(form.getFirst("username")).orElse(""), code);
        }
    }

    private static void identify(AuthenticationFlowContext context, String username, String code) {
        Identification identification = new Identification(context, Purpose.LOGIN, ways(context));
        Optional<Identifier> identifier = identification.read(username);
        if (identifier.isEmpty()) {
            refuse(
                    context,
                    OAuthErrorException.INVALID_REQUEST,
                    "username_missing",
                    "Give a username, address or number.");
        } else if (code.isEmpty()) {
            context.getEvent().detail(Details.USERNAME, identifier.get().masked());
            ask(context, identification.begin(identifier.get()));
        } else {
            conclude(context, identification.check(identifier.get(), code));
        }
    }

    private static void conclude(AuthenticationFlowContext context, Identification.Outcome outcome) {
        if (outcome instanceof Refused refused) {
            refuse(context, refused.verdict());
            return;
        }
        Proven proven = (Proven) outcome;
        Accounts accounts = new Accounts(context.getSession(), context.getRealm());
        Optional<UserModel> user = proven.user().filter(accounts::isOpen);
        if (user.isEmpty()) {
            refuse(context, new CodeVerdict.Expired());
            return;
        }
        new ProvenValue(context.getSession(), context.getRealm(), proven.destination()).touch(user.get());
        FirstFactor.record(
                context.getAuthenticationSession(), proven.destination().channelId());
        context.setUser(user.get());
        context.success();
    }

    /** Says that a code is needed, and whether one is on its way. */
    static void ask(AuthenticationFlowContext context, CodeIssue issue) {
        boolean underWay = issue instanceof CodeIssue.Queued || issue instanceof CodeIssue.TooSoon;
        if (underWay) {
            refuse(
                    context,
                    OAuthErrorException.INVALID_GRANT,
                    REQUIRED,
                    "A code was sent: repeat the request with code.");
        } else {
            refuse(
                    context,
                    OAuthErrorException.INVALID_GRANT,
                    "code_not_sent",
                    "No code can be sent now: try again later.");
        }
    }

    static void refuse(AuthenticationFlowContext context, CodeVerdict verdict) {
        refuse(context, OAuthErrorException.INVALID_GRANT, verdict.reason(), "The code is not accepted.");
    }

    static void refuse(AuthenticationFlowContext context, String error, String reason, String description) {
        context.getEvent().detail(Details.REASON, reason).error(Errors.INVALID_USER_CREDENTIALS);
        context.forceChallenge(Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Refusal(error, description, reason))
                .build());
    }

    private static Ways ways(AuthenticationFlowContext context) {
        try {
            return Ways.read(ConfigSource.of(context.getAuthenticatorConfig()), Ways.People.VERIFIED);
        } catch (InvalidConfigurationException wrong) {
            return Ways.read(key -> null, Ways.People.VERIFIED);
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        authenticate(context);
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
