package io.keygear.verification.page;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The page that asks which phone is the main one: template {@code kg-phone-choice.ftl} with the attribute
 * {@code kgPhones}.
 *
 * @param phones all of the user's
 */
public record PhoneChoicePage(List<CodePage.Phone> phones) {

    private static final String TEMPLATE = "kg-phone-choice.ftl";

    /** Renders the page. */
    public Response render(LoginFormsProvider form) {
        return form.setAttribute(
                        "kgPhones",
                        Map.of(
                                "phones",
                                phones.stream().map(CodePage::attributes).toList()))
                .createForm(TEMPLATE);
    }
}
