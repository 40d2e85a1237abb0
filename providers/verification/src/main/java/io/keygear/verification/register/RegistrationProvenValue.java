package io.keygear.verification.register;

import io.keygear.verification.identify.Destination;
import io.keygear.verification.identify.ProvenValue;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.FormAction;
import org.keycloak.authentication.FormContext;
import org.keycloak.authentication.ValidationContext;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.ErrorPageException;

/** Ties the registration form to what was proven before it: the address is that one, and the account starts verified. */
final class RegistrationProvenValue implements FormAction {

    @Override
    public void buildPage(FormContext context, LoginFormsProvider form) {
        MultivaluedMap<String, String> typed = context.getHttpRequest().getDecodedFormParameters();
        RegistrationProof.address(context.getAuthenticationSession())
                .filter(address -> !typed.containsKey(UserModel.EMAIL))
                .ifPresent(address -> {
                    MultivaluedMap<String, String> known = new MultivaluedHashMap<>();
                    known.putSingle(UserModel.EMAIL, address);
                    form.setFormData(known);
                });
    }

    @Override
    public void validate(ValidationContext context) {
        Optional<Destination> proven = RegistrationProof.read(context.getAuthenticationSession());
        MultivaluedMap<String, String> typed = context.getHttpRequest().getDecodedFormParameters();
        if (proven.isEmpty()) {
            refuse(context, typed, new FormMessage("kgRegisterUnproven"));
            return;
        }
        String email =
                Optional.ofNullable(typed.getFirst(UserModel.EMAIL)).orElse("").strip();
        boolean another = RegistrationProof.address(context.getAuthenticationSession())
                .filter(address -> !address.equalsIgnoreCase(email))
                .isPresent();
        if (another) {
            refuse(context, typed, new FormMessage(UserModel.EMAIL, "kgRegisterOtherAddress"));
        } else {
            context.success();
        }
    }

    private static void refuse(ValidationContext context, MultivaluedMap<String, String> typed, FormMessage why) {
        context.error(Errors.INVALID_REGISTRATION);
        context.validationError(typed, List.of(why));
    }

    /** The page of the exception rolls back the account that an earlier action made. */
    @Override
    public void success(FormContext context) {
        Destination proven =
                RegistrationProof.read(context.getAuthenticationSession()).orElseThrow();
        if (!new ProvenValue(context.getSession(), context.getRealm(), proven).giveTo(context.getUser())) {
            throw new ErrorPageException(
                    context.getSession(),
                    context.getAuthenticationSession(),
                    Response.Status.BAD_REQUEST,
                    "kgPhoneInUse");
        }
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
