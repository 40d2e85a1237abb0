package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.ComponentRepresentation;

/**
 * Keys, tokens and passwords that Keycloak leaves in what its events carry: it masks some members of some classes, and a
 * certificate's private key, a registration access token and an authenticator's settings are not among them. What a
 * member is called tells, also where other extensions invent it, and a private key in PEM shows itself.
 *
 * <p>A secret becomes the ten asterisks that Keycloak itself uses; a reference to the vault stays, being none.
 */
final class Redaction {

    static final String HIDDEN = ComponentRepresentation.SECRET_VALUE;

    /** What names end in, letters and digits alone: {@code saml.signing.private.key}, {@code clientSecret}. */
    private static final List<String> ENDINGS = List.of(
            "secret",
            "secretdata",
            "secretkey",
            "clientsecretrotated",
            "password",
            "passphrase",
            "token",
            "privatekey",
            "apikey",
            "bindcredential");

    /** Administrators' events whose {@code config} holds settings of an extension, which declares no secret ones. */
    private static final Set<String> OPAQUE =
            Set.of("admin.authenticator_config.", "admin.required_action.", "admin.required_action_config.");

    private static final Pattern VAULT = Pattern.compile("\\$\\{vault\\..+}");
    private static final String PEM = "PRIVATE KEY-----";

    private final boolean opaqueConfig;

    private Redaction(boolean opaqueConfig) {
        this.opaqueConfig = opaqueConfig;
    }

    /** Hides what is secret in an event, in place. */
    static void apply(String type, ObjectNode event) {
        Redaction redaction = new Redaction(OPAQUE.stream().anyMatch(type::startsWith));
        for (String member : List.of("user", "before", "after", "details")) {
            redaction.within(event.path(member));
        }
    }

    private void within(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, shown(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                boolean secret = isSecret(member.getKey())
                        || (opaqueConfig && member.getKey().equals("config"));
                member.setValue(secret ? hidden(member.getValue()) : shown(member.getValue()));
            }
        }
    }

    /** A value whose name tells nothing. */
    private JsonNode shown(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().contains(PEM) ? TextNode.valueOf(HIDDEN) : value;
        }
        within(value);
        return value;
    }

    /** Of the same shape, so that readers need not know; yes and no are no secrets. */
    private static JsonNode hidden(JsonNode value) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, hidden(array.get(i)));
            }
        } else if (value instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(hidden(member.getValue())));
        }
        return value.isTextual() && !isPlain(value.textValue()) ? TextNode.valueOf(HIDDEN) : value;
    }

    private static boolean isPlain(String text) {
        return text.isEmpty()
                || text.equals("true")
                || text.equals("false")
                || VAULT.matcher(text).matches();
    }

    private static boolean isSecret(String name) {
        String letters = letters(name);
        for (String ending : ENDINGS) {
            if (letters.endsWith(ending)) {
                return true;
            }
        }
        return name.equals("credentials");
    }

    /** Letters and digits alone, small; asked for each member of each event. */
    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                letters.append((char) (c - 'A' + 'a'));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                letters.append(c);
            }
        }
        return letters.toString();
    }
}
