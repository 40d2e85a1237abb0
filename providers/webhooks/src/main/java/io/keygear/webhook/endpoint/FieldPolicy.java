package io.keygear.webhook.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.keygear.kit.config.ConfigOption.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Personal data that one receiver does not get. A rule about a member of {@code user} also holds where an event
 * repeats it: in {@code before} and {@code after}, and in Keycloak's own {@code details}.
 */
public final class FieldPolicy {

    /** Everything is sent as it is. */
    public static final FieldPolicy NONE = new FieldPolicy(List.of(), "");

    private static final Pattern RULE = Pattern.compile("(drop|mask|hash) ([A-Za-z0-9_*-]+(?:\\.[A-Za-z0-9_*-]+)*)");
    private static final Set<String> KEPT = Set.of("id", "type", "schema", "time", "seq");
    private static final String MASK = "***";

    private final List<Rule> rules;
    private final String key;

    private FieldPolicy(List<Rule> rules, String key) {
        this.rules = rules;
        this.key = key;
    }

    /** One rule: what to do, and with which member. */
    record Rule(String action, List<String> path) {}

    /**
     * Reads rules such as {@code drop user.email}, separated by commas.
     *
     * @throws Rejected when one of them is none
     */
    static List<Rule> parse(String text) throws Rejected {
        List<Rule> rules = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            var matcher = RULE.matcher(part.strip());
            if (!matcher.matches()) {
                throw new Rejected(
                        "has the rule \"" + part.strip() + "\"",
                        "use drop, mask or hash, a space and a member, like \"drop user.email\"");
            }
            List<String> path = List.of(matcher.group(2).split("\\."));
            if (KEPT.contains(path.get(0))) {
                throw new Rejected("changes " + path.get(0), "leave that one: receivers need it");
            }
            rules.add(new Rule(matcher.group(1), path));
        }
        return List.copyOf(rules);
    }

    /** These rules; {@code key} makes hashed values those of this endpoint alone. */
    static FieldPolicy of(List<Rule> rules, String key) {
        return rules.isEmpty() ? NONE : new FieldPolicy(rules, key);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Applies the rules to an event, in place. */
    public void apply(ObjectNode event) {
        for (Rule rule : rules) {
            apply(rule.action(), event, rule.path());
            if (rule.path().get(0).equals("user") && rule.path().size() > 1) {
                repeated(rule, event);
            }
        }
    }

    private void repeated(Rule rule, ObjectNode event) {
        List<String> member = rule.path().subList(1, rule.path().size());
        for (String part : List.of("before", "after")) {
            apply(rule.action(), event.path(part), member);
        }
        String name = member.get(member.size() - 1);
        String snake = name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        Set<String> names = new TreeSet<>(List.of(name, snake));
        for (String known : List.of(name, snake)) {
            names.add("previous_" + known);
            names.add("updated_" + known);
        }
        names.forEach(known -> apply(rule.action(), event.path("details"), List.of(known)));
    }

    private void apply(String action, JsonNode node, List<String> path) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> apply(action, element, path));
        } else if (node instanceof ObjectNode object) {
            String wanted = path.get(0);
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (wanted.equals("*") || wanted.equals(name)) {
                    change(action, object, name, path);
                }
            }
        }
    }

    private void change(String action, ObjectNode object, String name, List<String> path) {
        if (path.size() > 1) {
            apply(action, object.get(name), path.subList(1, path.size()));
        } else if (action.equals("drop")) {
            object.remove(name);
        } else {
            object.set(name, changed(action, object.get(name)));
        }
    }

    private JsonNode changed(String action, JsonNode value) {
        if (value instanceof ArrayNode array) {
            ArrayNode other = array.arrayNode();
            array.forEach(element -> other.add(changed(action, element)));
            return other;
        }
        return value.isNull() ? value : TextNode.valueOf(action.equals("mask") ? MASK : hash(value));
    }

    private String hash(JsonNode value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String text = value.isTextual() ? value.textValue() : value.toString();
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java has HmacSHA256", missing);
        }
    }
}
