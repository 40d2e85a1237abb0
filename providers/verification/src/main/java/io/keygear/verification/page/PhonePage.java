package io.keygear.verification.page;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The page that asks for a phone number: template {@code kg-phone.ftl} with the attribute {@code kgPhone}.
 *
 * @param region ISO 3166-1 code of the country whose national format is understood; empty for none
 * @param country that country's name in the page's language; empty for none
 * @param reason why it is asked: {@code change}, {@code app} on an application's wish, else {@code required}
 * @param value what was typed before
 * @param label what the person called the phone before
 * @param askLabel whether to ask for a label: there is another phone already
 */
public record PhonePage(String region, String country, String reason, String value, String label, boolean askLabel) {

    /** The form's field for the number. */
    public static final String PHONE_FIELD = "phone";

    /** The form's field for the label. */
    public static final String LABEL_FIELD = "label";

    private static final String TEMPLATE = "kg-phone.ftl";

    /** Renders the page. Errors have been put into {@code form} before. */
    public Response render(LoginFormsProvider form) {
        return form.setAttribute(
                        "kgPhone",
                        Map.of(
                                "region",
                                region,
                                "country",
                                country,
                                "reason",
                                reason,
                                "value",
                                value,
                                "label",
                                label,
                                "askLabel",
                                askLabel))
                .createForm(TEMPLATE);
    }
}
