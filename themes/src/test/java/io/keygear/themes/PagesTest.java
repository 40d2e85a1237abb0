package io.keygear.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

    private static final String WRONG = "Something is wrong with this field.";

    /** Pages in the states that differ in markup. */
    private static Map<String, Page> pages() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("login", Page.of("login.ftl"));
        pages.put("login, wrong", Page.of("login.ftl").error("username", WRONG));
        pages.put(
                "login, name given",
                Page.of("login.ftl").with("usernameHidden", true).error("password", WRONG));
        pages.put("login-username", Page.of("login-username.ftl"));
        pages.put("login-username, wrong", Page.of("login-username.ftl").error("username", WRONG));
        pages.put("login-password", Page.of("login-password.ftl").knownUser().otherWays());
        pages.put(
                "login-password, wrong",
                Page.of("login-password.ftl").knownUser().error("password", WRONG));
        pages.put("register", register());
        pages.put("register, no password", register().with("passwordRequired", null));
        pages.put("register, wrong", register().error("email", WRONG).error("password", WRONG));
        pages.put(
                "info", Page.of("info.ftl").message("info", "Done.").with("requiredActions", List.of("VERIFY_EMAIL")));
        pages.put("error", Page.of("error.ftl").message("error", WRONG));
        pages.put("select-authenticator", Page.of("select-authenticator.ftl").knownUser());
        pages.put(
                "login-otp",
                Page.of("login-otp.ftl").with("otpLogin", otp()).knownUser().otherWays());
        pages.put(
                "login-otp, wrong",
                Page.of("login-otp.ftl").with("otpLogin", otp()).error("totp", WRONG));
        pages.put("login-reset-password", Page.of("login-reset-password.ftl"));
        pages.put(
                "login-reset-password, wrong",
                Page.of("login-reset-password.ftl").error("username", WRONG));
        pages.put("login-page-expired", Page.of("login-page-expired.ftl"));
        pages.put(
                "logout-confirm",
                Page.of("logout-confirm.ftl").with("logoutConfirm", Map.of("code", "x", "skipLink", false)));
        pages.put("code", code(Map.of()).knownUser().otherWays());
        pages.put("code, queued", code(Map.of("delivery", "queued", "refreshAfter", 2)));
        pages.put("code, failed", code(Map.of("delivery", "failed", "resendIn", 0)));
        pages.put("code, wrong", code(Map.of()).error("code", WRONG));
        pages.put("code, locked", code(Map.of("lockedFor", 61)));
        pages.put("code, closed", code(Map.of("closed", true)).otherWays());
        pages.put("code, letters", code(Map.of("numeric", false, "length", 8, "canResend", false)));
        pages.put("code, phones", code(Map.of("phones", phones())));
        pages.put("code, enrolment", code(Map.of("purpose", "enrol")).with("isAppInitiatedAction", true));
        pages.put("code, address", code(Map.of("purpose", "verify-email", "target", "a•••••@example.com")));
        pages.put("code, login", code(Map.of("purpose", "login", "target", "a@example.com", "told", "if")));
        pages.put(
                "code, reset wrong",
                code(Map.of("purpose", "reset", "told", "if")).error("code", WRONG));
        pages.put("code, registration", code(Map.of("purpose", "register", "delivery", "queued")));
        pages.put("who", who(Map.of()));
        pages.put("who, wrong", who(Map.of("value", "?")).error("identifier", WRONG));
        pages.put("who, address only", who(Map.of("asked", "email", "newcomers", true)));
        pages.put("who, number only", who(Map.of("asked", "sms", "purpose", "register", "country", "")));
        pages.put("who, reset", who(Map.of("purpose", "reset")));
        pages.put("address", Page.of("kg-email.ftl").with("kgEmail", Map.of("value", "")));
        pages.put(
                "address, wrong",
                Page.of("kg-email.ftl").with("kgEmail", Map.of("value", "?")).error("email", WRONG));
        pages.put("main phone", Page.of("kg-phone-choice.ftl").with("kgPhones", Map.of("phones", phones())));
        pages.put("phone", phone(Map.of()));
        pages.put("phone, change", phone(Map.of("reason", "change")));
        pages.put(
                "phone, wrong",
                phone(Map.of("askLabel", true)).error("phone", WRONG).with("isAppInitiatedAction", true));
        pages.put("phone, label wrong", phone(Map.of("askLabel", true)).error("label", WRONG));
        return pages;
    }

    static Stream<String> names() {
        return pages().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_page_is_sound(String name) {
        for (String language : List.of("en", "de")) {
            Document page = pages().get(name).in(language).render();
            assertThat(page.select("h1")).hasSize(1);
            assertThat(page.title()).endsWith("· Realm").hasSizeGreaterThan(12);
            assertThat(page.select("html").attr("lang")).isEqualTo(language);
            assertThat(page.select("[autofocus]").size()).isLessThanOrEqualTo(1);
            assertThat(page.select("form:not([action])")).isEmpty();
            idsAreUniqueAndResolve(page);
            nothingIsInline(page);
        }
    }

    static Stream<String> wrongNames() {
        return names().filter(name -> name.endsWith("wrong"));
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void an_error_is_told_where_it_belongs(String name) {
        Document page = pages().get(name).render();
        assertThat(page.title()).startsWith("Error: ");
        Element first = page.selectFirst("[aria-invalid=true]");
        assertThat(first.hasAttr("autofocus")).isTrue();
        for (Element wrong : page.select("[aria-invalid=true]")) {
            assertThat(page.getElementById(references(wrong, "aria-describedby").get(0))
                            .text())
                    .isEqualTo(WRONG);
        }
    }

    @Test
    void the_tabs_are_links_and_lead_nowhere_when_nobody_may_register() {
        Document login = Page.of("login.ftl").render();
        assertThat(login.select("nav a[aria-current=page]").text()).isEqualTo("Log in");
        assertThat(login.select("#kc-tab-register").attr("href")).isEqualTo("/registrationUrl");
        assertThat(Page.of("login.ftl")
                        .with("registrationDisabled", true)
                        .render()
                        .select("nav"))
                .isEmpty();
    }

    @Test
    void the_code_page_keeps_its_contract() {
        Document page = code(Map.of("delivery", "queued", "refreshAfter", 2, "phones", phones()))
                .render();
        Element code = page.selectFirst("#kg-code-form input#kg-code[name=code][type=text]");
        assertThat(code.attr("autocomplete")).isEqualTo("one-time-code");
        assertThat(code.attr("inputmode")).isEqualTo("numeric");
        assertThat(page.select("form#kg-code-form button").first().id()).isEqualTo("kg-submit");
        assertThat(page.select("#kg-delivery").attr("data-state")).isEqualTo("queued");
        assertThat(page.select("#kg-delivery bdi[dir=ltr]").text()).isEqualTo("+44•••••101");
        assertThat(page.select("button[name=resend][value=true][formnovalidate]"))
                .hasSize(1);
        assertThat(page.select("#kg-resend-wait").text()).contains("1:05");
        assertThat(page.select("button[name=phone]").eachAttr("value")).containsExactly("two");
        assertThat(page.select("noscript").html())
                .contains("http-equiv=\"refresh\"")
                .contains("name=\"refresh\"");
        assertThat(page.select("script[src$=/js/kg-code.js][type=module]")).hasSize(1);
    }

    @Test
    void a_code_page_beside_other_ways_never_reloads_itself() {
        Document page = code(Map.of("delivery", "queued", "refreshAfter", 2))
                .otherWays()
                .render();
        assertThat(page.select("noscript").html()).doesNotContain("http-equiv");
    }

    @Test
    void the_phone_page_keeps_its_contract() {
        Document page = phone(Map.of("askLabel", true))
                .with("isAppInitiatedAction", true)
                .render();
        Element phone = page.selectFirst("#kg-phone-form input#kg-phone[name=phone][type=tel]");
        assertThat(phone.attr("autocomplete")).isEqualTo("tel");
        assertThat(page.getElementById("kg-phone-hint").text()).contains("GB");
        assertThat(page.select("input#kg-label[name=label]")).hasSize(1);
        assertThat(page.select("form#kg-phone-form button").eachAttr("id")).containsExactly("kg-submit", "kg-cancel");
    }

    private static void idsAreUniqueAndResolve(Document page) {
        Set<String> ids = new HashSet<>();
        page.select("[id]")
                .forEach(element ->
                        assertThat(ids.add(element.id())).as(element.id()).isTrue());
        assertThat(ids).containsAll(page.select("label[for]").eachAttr("for"));
        for (String reference : List.of("aria-describedby", "aria-labelledby", "aria-controls")) {
            page.select("[" + reference + "]")
                    .forEach(element -> assertThat(ids).containsAll(references(element, reference)));
        }
    }

    private static List<String> references(Element element, String attribute) {
        return Pattern.compile("\\s+")
                .splitAsStream(element.attr(attribute).trim())
                .toList();
    }

    private static void nothingIsInline(Document page) {
        assertThat(page.select("script:not([src]), style, [style]")).isEmpty();
        page.getAllElements()
                .forEach(element -> element.attributes()
                        .forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on")));
    }

    private static Page register() {
        return Page.of("register.ftl")
                .with("passwordRequired", true)
                .with("termsAcceptanceRequired", true)
                .with(
                        "profile",
                        Map.of(
                                "attributes",
                                        List.of(attribute("username"), attribute("email"), attribute("firstName")),
                                "html5DataAnnotations", Map.of()));
    }

    private static Map<String, Object> attribute(String name) {
        return Map.of(
                "name",
                name,
                "displayName",
                name,
                "required",
                true,
                "readOnly",
                false,
                "multivalued",
                false,
                "annotations",
                Map.of("inputHelperTextAfter", "About " + name),
                "html5DataAnnotations",
                Map.of(),
                "validators",
                Map.of());
    }

    private static Map<String, Object> otp() {
        return Map.of(
                "selectedCredentialId",
                "one",
                "userOtpCredentials",
                List.of(Map.of("id", "one", "userLabel", "Phone"), Map.of("id", "two", "userLabel", "Tablet")));
    }

    private static Page code(Map<String, Object> changes) {
        Map<String, Object> code = new HashMap<>(Map.of(
                "purpose", "second-factor",
                "channel", "sms",
                "target", "+44•••••101",
                "length", 6,
                "numeric", true,
                "delivery", "accepted",
                "resendIn", 65,
                "canResend", true,
                "refreshUrl", "/again"));
        code.putAll(changes);
        return Page.of("kg-code.ftl").with("kgCode", code);
    }

    private static List<Map<String, Object>> phones() {
        return List.of(
                Map.of("id", "one", "target", "+44•••••101", "label", "Mine", "selected", true),
                Map.of("id", "two", "target", "+44•••••102", "label", "Work", "selected", false));
    }

    private static Page who(Map<String, Object> changes) {
        Map<String, Object> who = new HashMap<>(Map.of(
                "purpose", "login", "asked", "any", "country", "United Kingdom", "value", "", "newcomers", false));
        who.putAll(changes);
        return Page.of("kg-identify.ftl").with("kgIdentify", who);
    }

    private static Page phone(Map<String, Object> changes) {
        Map<String, Object> phone = new HashMap<>(Map.of("region", "GB", "value", "07700", "reason", "required"));
        phone.putAll(changes);
        return Page.of("kg-phone.ftl").with("kgPhone", phone);
    }
}
