package io.keygear.verification.page;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The page that asks for a new e-mail address: template {@code kg-email.ftl} with the attribute {@code kgEmail}.
 *
 * @param value what was typed before
 */
public record EmailPage(String value) {

    /** The form's field for the address. */
    public static final String FIELD = "email";

    private static final String TEMPLATE = "kg-email.ftl";

    /** Renders the page. Errors have been put into {@code form} before. */
    public Response render(LoginFormsProvider form) {
        return form.setAttribute("kgEmail", Map.of("value", value)).createForm(TEMPLATE);
    }
}
