package io.keygear.themes;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateNumberModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A page rendered without a server: the templates are real, what Keycloak would put into them is made up. */
final class Page {

    private static final Configuration FREEMARKER = freemarker();

    private final String template;
    private final Map<String, Object> model = new HashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private String language = "en";
    private boolean knownUser;
    private boolean otherWays;

    private Page(String template) {
        this.template = template;
    }

    static Page of(String template) {
        return new Page(template);
    }

    Page in(String language) {
        this.language = language;
        return this;
    }

    Page with(String attribute, Object value) {
        model.put(attribute, value);
        return this;
    }

    Page error(String field, String message) {
        errors.put(field, message);
        return message("error", message);
    }

    Page message(String type, String summary) {
        return with("message", Map.of("type", type, "summary", summary));
    }

    Page knownUser() {
        knownUser = true;
        return this;
    }

    Page otherWays() {
        otherWays = true;
        return this;
    }

    Document render() {
        Properties messages = LoginTheme.messages(language);
        Map<String, Object> all = surroundings();
        all.put("msg", (TemplateMethodModelEx) arguments -> text(messages, arguments));
        all.put("advancedMsg", (TemplateMethodModelEx)
                arguments -> arguments.get(0).toString());
        all.put("kcSanitize", (TemplateMethodModelEx)
                arguments -> arguments.get(0).toString());
        all.putAll(model);
        StringWriter html = new StringWriter();
        try {
            FREEMARKER.getTemplate(template).process(all, html);
        } catch (TemplateException e) {
            throw new AssertionError(template, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Jsoup.parse(html.toString());
    }

    private String text(Properties messages, List<?> arguments) {
        String key = arguments.get(0).toString();
        String pattern = messages.getProperty(key);
        if (pattern == null) {
            throw new AssertionError("no message " + key + " in " + language);
        }
        Object[] values = arguments.stream().skip(1).map(Page::plain).toArray();
        return new MessageFormat(pattern, Locale.forLanguageTag(language)).format(values);
    }

    private static Object plain(Object argument) {
        try {
            return argument instanceof TemplateNumberModel number ? number.getAsNumber() : argument.toString();
        } catch (TemplateException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> surroundings() {
        Map<String, Object> all = new HashMap<>();
        all.put("properties", LoginTheme.properties());
        all.put("pageId", template.replace(".ftl", ""));
        all.put("lang", language);
        all.put("locale", locale());
        all.put("realm", realm());
        all.put("client", Map.of("name", "Shop", "baseUrl", "https://shop.example.org"));
        all.put("url", urls());
        all.put("login", Map.of("username", "alice"));
        all.put("messagesPerField", fieldErrors());
        all.put("auth", auth());
        all.put("themeResources", resources());
        all.put("social", Map.of("providers", List.of(provider("acme", "Acme"), provider("beta", "Beta"))));
        all.put("title", "Log in");
        return all;
    }

    private Map<String, Object> locale() {
        List<Map<String, Object>> supported = new ArrayList<>();
        for (String tag : List.of("en", "de")) {
            supported.add(Map.of("languageTag", tag, "label", tag, "url", "/?kc_locale=" + tag));
        }
        return Map.of("rtl", false, "current", language, "currentLanguageTag", language, "supported", supported);
    }

    private static Map<String, Object> realm() {
        Map<String, Object> realm = new HashMap<>(Map.of("displayName", "Realm", "displayNameHtml", "<b>Realm</b>"));
        for (String on : List.of(
                "internationalizationEnabled",
                "password",
                "registrationAllowed",
                "loginWithEmailAllowed",
                "rememberMe",
                "resetPasswordAllowed")) {
            realm.put(on, true);
        }
        realm.put("registrationEmailAsUsername", false);
        realm.put("duplicateEmailsAllowed", false);
        return realm;
    }

    private static Map<String, Object> urls() {
        Map<String, Object> urls = new HashMap<>();
        for (String name : List.of(
                "loginAction",
                "loginUrl",
                "loginRestartFlowUrl",
                "loginResetCredentialsUrl",
                "logoutConfirmAction",
                "registrationAction",
                "registrationUrl",
                "resourcesPath",
                "ssoLoginInOtherTabsUrl")) {
            urls.put(name, "/" + name);
        }
        return urls;
    }

    private Map<String, Object> fieldErrors() {
        return Map.of(
                "exists", method(fields -> errors.containsKey(fields.get(0))),
                "existsError", method(fields -> fields.stream().anyMatch(errors::containsKey)),
                "get", method(fields -> errors.getOrDefault(fields.get(0), "")),
                "getFirstError",
                        method(fields -> fields.stream()
                                .map(field -> errors.getOrDefault(field, ""))
                                .filter(error -> !error.isEmpty())
                                .findFirst()
                                .orElse("")));
    }

    private Map<String, Object> auth() {
        return Map.of(
                "showUsername", method(none -> knownUser),
                "showResetCredentials", method(none -> false),
                "showTryAnotherWayLink", method(none -> otherWays),
                "attemptedUsername", "alice",
                "authenticationSelections", List.of(way("password", "kcAuthenticatorPasswordClass"), way("otp", "x")));
    }

    private static TemplateMethodModelEx method(Function<List<String>, Object> body) {
        return arguments -> {
            List<String> texts = new ArrayList<>();
            for (Object argument : arguments) {
                texts.add(argument.toString());
            }
            return body.apply(texts);
        };
    }

    private static Map<String, Object> way(String name, String icon) {
        return Map.of(
                "authExecId",
                name,
                "displayName",
                name + "-display-name",
                "helpText",
                name + "-help-text",
                "iconCssClass",
                icon);
    }

    private static Map<String, Object> provider(String alias, String name) {
        return Map.of("alias", alias, "displayName", name, "loginUrl", "/broker/" + alias, "iconClasses", "");
    }

    private static Map<String, Object> resources() {
        return Map.of(
                "styles", List.of(Map.of("path", "authpanel.css")),
                "stylesCommon", List.of(),
                "scripts", List.of(),
                "favicons", List.of(Map.of("path", "mark.svg", "type", "image/svg+xml")));
    }

    private static Configuration freemarker() {
        try {
            Configuration freemarker = new Configuration(Configuration.VERSION_2_3_32);
            freemarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
            freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
            freemarker.setLogTemplateExceptions(false);
            freemarker.setTemplateLoader(new MultiTemplateLoader(new TemplateLoader[] {
                new FileTemplateLoader(LoginTheme.OURS.toFile()),
                new FileTemplateLoader(
                        LoginTheme.CODES.resolve("templates").toFile().getCanonicalFile()),
                new ClassTemplateLoader(Page.class.getClassLoader(), "theme/base/login")
            }));
            return freemarker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
