package io.keygear.verification.identify;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.page.CodeErrors;
import io.keygear.verification.page.CodePage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * A step that asks who somebody is and then for the code that proves it. Nobody is signed in, so nothing here feeds
 * Keycloak's brute-force detection: else anybody could lock anybody out.
 */
public abstract class IdentifyingAuthenticator implements Authenticator {

    private static final Logger LOG = Logger.getLogger(IdentifyingAuthenticator.class);
    private static final String PENDING = "keygear.identify.";

    private final Purpose purpose;

    protected IdentifyingAuthenticator(Purpose purpose) {
        this.purpose = purpose;
    }

    /** Reads how the step is configured. */
    protected abstract Ways ways(ConfigSource config);

    /** Goes on with somebody who proved to hold {@code proven}'s destination. */
    protected abstract void admit(AuthenticationFlowContext context, Identification.Outcome.Proven proven);

    @Override
    public final void authenticate(AuthenticationFlowContext context) {
        Optional<Identifier> pending = pending(context);
        if (pending.isPresent()) {
            askCode(context, pending.get(), Optional.empty());
        } else if (context.getUser() != null) {
            begin(context, context.getUser().getUsername());
        } else {
            String hint = context.getAuthenticationSession().getClientNote(OIDCLoginProtocol.LOGIN_HINT_PARAM);
            askIdentifier(context, hint == null ? "" : hint, Optional.empty());
        }
    }

    @Override
    public final void action(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        Optional<Identifier> pending = pending(context);
        if (form.getFirst("change") != null && context.getUser() == null) {
            forget(context);
            askIdentifier(context, "", Optional.empty());
        } else if (pending.isEmpty() || form.getFirst(IdentifyPage.FIELD) != null) {
            begin(context, text(form, IdentifyPage.FIELD));
        } else if (form.getFirst(CodePage.REFRESH) != null) {
            askCode(context, pending.get(), Optional.empty());
        } else if (form.getFirst("resend") != null) {
            askCode(context, pending.get(), CodeErrors.of(open(context).resend(pending.get())));
        } else {
            conclude(context, pending.get(), text(form, CodeErrors.CODE_FIELD));
        }
    }

    /** Asks once more, with a message beside the field; for what turns out after a right code. */
    protected final void startOver(AuthenticationFlowContext context, String messageKey) {
        forget(context);
        askIdentifier(context, "", Optional.of(new FormMessage(IdentifyPage.FIELD, messageKey)));
    }

    private void begin(AuthenticationFlowContext context, String typed) {
        Identification identification = open(context);
        Optional<Identifier> identifier = identification.read(typed).filter(read -> isAskedFor(context, read));
        if (identifier.isEmpty()) {
            String key = typed.isEmpty() ? "kgIdentifyMissing" : "kgIdentifyInvalid";
            askIdentifier(context, typed, Optional.of(new FormMessage(IdentifyPage.FIELD, key)));
            return;
        }
        CodeIssue issue = identification.begin(identifier.get());
        if (issue instanceof CodeIssue.Queued
                || issue instanceof CodeIssue.TooSoon
                || issue instanceof CodeIssue.Locked) {
            context.getAuthenticationSession()
                    .setAuthNote(note(), identifier.get().note());
            askCode(context, identifier.get(), CodeErrors.of(issue));
            return;
        }
        FormMessage why = CodeErrors.of(issue).orElseThrow();
        askIdentifier(
                context,
                typed,
                Optional.of(new FormMessage(IdentifyPage.FIELD, why.getMessage(), why.getParameters())));
    }

    /** Newcomers must be reachable by what they typed. */
    private boolean isAskedFor(AuthenticationFlowContext context, Identifier identifier) {
        Ways ways = ways(context);
        return context.getUser() != null
                || !ways.newcomers()
                || Destination.itself(identifier, ways.channels()).isPresent();
    }

    private void conclude(AuthenticationFlowContext context, Identifier identifier, String typed) {
        if (typed.isEmpty()) {
            askCode(context, identifier, Optional.of(new FormMessage(CodeErrors.CODE_FIELD, "kgCodeMissing")));
            return;
        }
        context.getEvent().detail(Details.USERNAME, identifier.masked());
        Identification.Outcome outcome = open(context).check(identifier, typed);
        if (outcome instanceof Identification.Outcome.Proven proven) {
            forget(context);
            admit(context, proven);
            return;
        }
        CodeVerdict verdict = ((Identification.Outcome.Refused) outcome).verdict();
        context.getEvent()
                .detail(Details.REASON, verdict.reason())
                .error(verdict instanceof CodeVerdict.Expired ? Errors.EXPIRED_CODE : Errors.INVALID_USER_CREDENTIALS);
        askCode(context, identifier, CodeErrors.of(verdict));
    }

    private void askIdentifier(AuthenticationFlowContext context, String typed, Optional<FormMessage> error) {
        LoginFormsProvider form = form(context, error);
        Ways ways = ways(context);
        context.forceChallenge(
                new IdentifyPage(purpose, ways.asked(), country(context, ways), typed, ways.newcomers()).render(form));
    }

    private void askCode(AuthenticationFlowContext context, Identifier identifier, Optional<FormMessage> error) {
        LoginFormsProvider form = form(context, error);
        Response page =
                open(context).page(identifier, context.getRefreshExecutionUrl()).render(form);
        context.forceChallenge(page);
    }

    private static LoginFormsProvider form(AuthenticationFlowContext context, Optional<FormMessage> error) {
        LoginFormsProvider form =
                context.form().setExecution(context.getExecution().getId());
        error.ifPresent(form::addError);
        return form;
    }

    private static String country(AuthenticationFlowContext context, Ways ways) {
        Locale reader = context.getSession().getContext().resolveLocale(null);
        return ways.region()
                .map(code -> new Locale.Builder().setRegion(code).build().getDisplayCountry(reader))
                .orElse("");
    }

    private Identification open(AuthenticationFlowContext context) {
        return new Identification(context, purpose, ways(context));
    }

    /** A step that is configured wrongly works with its defaults: it must not keep everybody out. */
    private Ways ways(AuthenticationFlowContext context) {
        try {
            return ways(ConfigSource.of(context.getAuthenticatorConfig()));
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf(
                    "realm=%s has a step that is configured wrongly: %s",
                    context.getRealm().getName(), wrong.getMessage());
            return ways(key -> null);
        }
    }

    private Optional<Identifier> pending(AuthenticationFlowContext context) {
        return Optional.ofNullable(context.getAuthenticationSession().getAuthNote(note()))
                .flatMap(Identifier::ofNote);
    }

    private void forget(AuthenticationFlowContext context) {
        context.getAuthenticationSession().removeAuthNote(note());
    }

    private String note() {
        return PENDING + purpose.id();
    }

    private static String text(MultivaluedMap<String, String> form, String field) {
        String value = form.getFirst(field);
        return value == null ? "" : value.strip();
    }

    @Override
    public final boolean requiresUser() {
        return false;
    }

    @Override
    public final boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public final void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public final void close() {}
}
