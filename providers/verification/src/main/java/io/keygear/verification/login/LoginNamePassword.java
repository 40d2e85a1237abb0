package io.keygear.verification.login;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.identify.Accounts;
import io.keygear.verification.identify.Identifier;
import io.keygear.verification.identify.Identifier.Kind;
import io.keygear.verification.identify.Ways;
import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.policy.CodePolicyProvider;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Keycloak's form for username and password, in which a verified phone number will do as the username. To Keycloak it is
 * the username that was typed, so that its brute-force detection counts; the page shows what was really typed.
 */
final class LoginNamePassword extends UsernamePasswordForm {

    LoginNamePassword(KeycloakSession session) {
        super(session);
    }

    @Override
    protected boolean validateForm(AuthenticationFlowContext context, MultivaluedMap<String, String> form) {
        String typed = form.getFirst(AuthenticationManager.FORM_USERNAME);
        Optional<Identifier> number =
                typed == null || context.getUser() != null ? Optional.empty() : number(context, typed);
        if (number.isEmpty()) {
            return super.validateForm(context, form);
        }
        MultivaluedMap<String, String> named = new MultivaluedHashMap<>(form);
        named.putSingle(AuthenticationManager.FORM_USERNAME, name(context, number.get()));
        return super.validateForm(context, named);
    }

    /** The username of who signed up by phone is the number, and Keycloak logs the event of a wrong password. */
    @Override
    public boolean validatePassword(
            AuthenticationFlowContext context, UserModel user, MultivaluedMap<String, String> form, boolean clearUser) {
        typedNumber(context).ifPresent(number -> context.getEvent().detail(Details.USERNAME, number.masked()));
        return super.validatePassword(context, user, form, clearUser);
    }

    private static Optional<Identifier> typedNumber(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        return Optional.ofNullable(form.getFirst(AuthenticationManager.FORM_USERNAME))
                .flatMap(typed -> number(context, typed));
    }

    private static Optional<Identifier> number(AuthenticationFlowContext context, String typed) {
        PhoneNumberReader numbers = new PhoneNumberReader(
                ways(context).region().orElse(Ways.NO_REGION),
                CodePolicyProvider.of(context.getRealm()).testNumbers());
        return Identifier.read(typed, numbers).filter(identifier -> identifier.kind() == Kind.PHONE);
    }

    /** The owner's username; for a number that nobody has something that is none, and that Keycloak may log. */
    private static String name(AuthenticationFlowContext context, Identifier number) {
        return new Accounts(context.getSession(), context.getRealm())
                .find(number)
                .map(UserModel::getUsername)
                .orElseGet(number::masked);
    }

    private static Ways ways(AuthenticationFlowContext context) {
        try {
            return Ways.read(ConfigSource.of(context.getAuthenticatorConfig()), Ways.People.VERIFIED);
        } catch (InvalidConfigurationException wrong) {
            return Ways.read(key -> null, Ways.People.VERIFIED);
        }
    }
}
