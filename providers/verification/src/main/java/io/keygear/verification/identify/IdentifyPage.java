package io.keygear.verification.identify;

import io.keygear.verification.code.Purpose;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The page that asks who somebody is: template {@code kg-identify.ftl} with the attribute {@code kgIdentify}.
 *
 * @param purpose what a code will be for
 * @param asked {@code email}, {@code sms} or {@code any}: what may be typed
 * @param country whose national numbers are understood, in the page's language; empty for none
 * @param value what was typed before
 * @param newcomers whether an account is made for who has none
 */
record IdentifyPage(Purpose purpose, String asked, String country, String value, boolean newcomers) {

    /** The form's field. */
    static final String FIELD = "identifier";

    private static final String TEMPLATE = "kg-identify.ftl";

    /** Renders the page. Errors have been put into {@code form} before. */
    Response render(LoginFormsProvider form) {
        return form.setAttribute(
                        "kgIdentify",
                        Map.of(
                                "purpose", purpose.id(),
                                "asked", asked,
                                "country", country,
                                "value", value,
                                "newcomers", newcomers))
                .createForm(TEMPLATE);
    }
}
