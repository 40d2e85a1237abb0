package io.keygear.sms.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.http.HttpBody;
import io.keygear.kit.http.HttpHeader;
import io.keygear.kit.http.OutboundSecrets;
import io.keygear.spi.sms.SmsSenderOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.provider.ProviderConfigProperty;

/** The options of the sender {@code http}, and the one place where they are read. */
final class GatewayOptions {

    static final ConfigOption<URI> URL = ConfigOption.url("url")
            .label("URL")
            .help("The gateway's address. Only public addresses over https, unless the operator allowed more. Keep"
                    + " secrets out of it; they are masked in the options below.");
    static final ConfigOption<Gateway.Method> METHOD = ConfigOption.choice(
                    "method", Gateway.Method.class, Gateway.Method.POST)
            .label("Method");
    static final ConfigOption<BodyFormat> FORMAT = ConfigOption.choice("format", BodyFormat.class, BodyFormat.JSON)
            .label("Format of the body")
            .help("Decides the content type and how values are escaped.");
    static final ConfigOption<String> BODY = ConfigOption.lines("body")
            .label("Body")
            .help("The request's body with the placeholders {{to}}, {{text}} and {{id}}. By default a JSON object or a"
                    + " form with fields of these names.");
    static final ConfigOption<List<HttpHeader>> HEADERS = ConfigOption.lines("headers")
            .label("Headers")
            .help("More headers, one a line, as Name: value. A value may be a vault reference.")
            .parsedBy(GatewayOptions::parseHeaders);
    static final ConfigOption<GatewayAuth.Kind> AUTH = ConfigOption.choice(
                    "auth", GatewayAuth.Kind.class, GatewayAuth.Kind.NONE)
            .label("Authentication")
            .help(
                    "bearer and basic use the Authorization header; hmac signs the body's exact bytes with HMAC-SHA-256.");
    static final ConfigOption<String> AUTH_USER =
            ConfigOption.text("auth-user").label("User name").help("For basic authentication.");
    static final ConfigOption<String> AUTH_SECRET = ConfigOption.secret("auth-secret")
            .label("Secret")
            .help("The bearer token, the password, or the HMAC key. May be a vault reference.");
    static final ConfigOption<String> HMAC_HEADER = ConfigOption.text("hmac-header")
            .fallback("X-Signature")
            .label("Signature header")
            .help("The header that carries sha256= and the hexadecimal HMAC.");
    static final ConfigOption<StatusSet> EXPECTED = ConfigOption.text("expected-status")
            .fallback("2xx")
            .label("Expected status")
            .help("Status codes that say that the gateway took the message, such as 200, 202 or 2xx.")
            .parsedBy(StatusSet::parse);
    static final ConfigOption<JsonPointer> ID_POINTER = ConfigOption.text("id-pointer")
            .label("Pointer to the id")
            .help("JSON pointer (RFC 6901) to the message's id in the answer, such as /messages/0/id.")
            .parsedBy(GatewayOptions::parsePointer);

    private GatewayOptions() {}

    static List<ProviderConfigProperty> properties() {
        return ConfigOption.properties(
                SmsSenderOptions.ENABLED,
                SmsSenderOptions.PRIORITY,
                SmsSenderOptions.COUNTRIES,
                URL,
                METHOD,
                HEADERS,
                FORMAT,
                BODY,
                AUTH,
                AUTH_USER,
                AUTH_SECRET,
                HMAC_HEADER,
                EXPECTED,
                ID_POINTER);
    }

    /**
     * Reads a gateway's options.
     *
     * @throws InvalidConfigurationException when one of them cannot be used
     */
    static Gateway read(OutboundSecrets source) {
        SmsSenderOptions.validate(source);
        BodyFormat format = FORMAT.read(source);
        GatewayAuth auth = auth(source);
        return new Gateway(
                METHOD.read(source),
                URL.read(source),
                headers(source, auth),
                BodyTemplate.parse(BODY.key(), format, BODY.find(source).orElse(format.fallback())),
                auth,
                new AnswerRules(EXPECTED.read(source), ID_POINTER.find(source).orElse(null)));
    }

    private static GatewayAuth auth(OutboundSecrets source) {
        GatewayAuth auth = switch (AUTH.read(source)) {
            case NONE -> new GatewayAuth.None();
            case BEARER -> new GatewayAuth.Bearer(AUTH_SECRET.read(source));
            case BASIC -> new GatewayAuth.Basic(AUTH_USER.read(source), AUTH_SECRET.read(source));
            case HMAC -> new GatewayAuth.Hmac(HMAC_HEADER.read(source), AUTH_SECRET.read(source));
        };
        String key = auth instanceof GatewayAuth.Hmac ? HMAC_HEADER.key() : AUTH_SECRET.key();
        auth.header(HttpBody.EMPTY).ifPresent(header -> requireSendable(key, header));
        return auth;
    }

    private static List<HttpHeader> headers(OutboundSecrets source, GatewayAuth auth) {
        List<HttpHeader> headers = new ArrayList<>();
        Optional<String> taken = auth.header(HttpBody.EMPTY).map(HttpHeader::name);
        for (HttpHeader written : HEADERS.find(source).orElse(List.of())) {
            HttpHeader header = new HttpHeader(written.name(), source.resolve(HEADERS.key(), written.value()));
            requireSendable(HEADERS.key(), header);
            if (taken.filter(header.name()::equalsIgnoreCase).isPresent()) {
                throw new InvalidConfigurationException(
                        HEADERS.key(), "sets " + header.name() + ", as the option auth does", "remove one of them");
            }
            headers.add(header);
        }
        return headers;
    }

    private static void requireSendable(String key, HttpHeader header) {
        header.problem().ifPresent(problem -> {
            throw new InvalidConfigurationException(key, problem, "correct it");
        });
    }

    private static List<HttpHeader> parseHeaders(String text) throws Rejected {
        List<HttpHeader> headers = new ArrayList<>();
        for (String line : text.strip().split("\\s*\\R\\s*", -1)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new Rejected("has a line without a name", "write one header a line as Name: value");
            }
            HttpHeader header = new HttpHeader(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            if ("content-type".equals(header.name().toLowerCase(Locale.ROOT))) {
                throw new Rejected("sets the content type", "choose it with the option format");
            }
            headers.add(header);
        }
        return headers;
    }

    private static JsonPointer parsePointer(String text) throws Rejected {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException malformed) {
            throw new Rejected("is no JSON pointer", "begin it with a slash, such as /messages/0/id");
        }
    }
}
