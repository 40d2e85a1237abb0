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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Personal data that one receiver does not get. A rule about {@code user} or one of its members also holds where an
 * event repeats it: in {@code before} and {@code after}, and in Keycloak's own {@code details}, also under another name.
 * What receivers need to make sense of an event, its id, type, schema, time and number, is never changed.
 */
public final class FieldPolicy {

    /** Everything is sent as it is. */
    public static final FieldPolicy NONE = new FieldPolicy(List.of(), "");

    private static final Pattern RULE = Pattern.compile("(drop|mask|hash) ([A-Za-z0-9_*-]+(?:\\.[A-Za-z0-9_*-]+)*)");
    private static final Set<String> KEPT = Set.of("id", "type", "schema", "time", "seq");
    private static final Set<String> NAMES = Set.of("username", "email", "firstName", "lastName");
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
            List<Place> places = new ArrayList<>();
            if (rule.path().get(0).equals("user")) {
                List<String> member = rule.path().subList(1, rule.path().size());
                places.addAll(repeated(event, member.isEmpty() ? List.of("*") : member));
            }
            places.addAll(places(event, rule.path()));
            // Named ones were refused, so only this rule finds them.
            places.removeIf(place -> rule.path().equals(List.of("*")) && KEPT.contains(place.name()));
            // By identity, as before and after may be equal, and a place may be found twice.
            IdentityHashMap<ObjectNode, Set<String>> once = new IdentityHashMap<>();
            places.forEach(place -> once.computeIfAbsent(place.owner(), owner -> new TreeSet<>())
                    .add(place.name()));
            once.forEach((owner, names) -> names.forEach(name -> change(rule.action(), owner, name)));
        }
    }

    /** Where a member stands. */
    private record Place(ObjectNode owner, String name) {

        JsonNode value() {
            return owner.path(name);
        }
    }

    /** Where the event repeats a member of the user: in a change of the user, and in details, perhaps under another name. */
    private static List<Place> repeated(ObjectNode event, List<String> member) {
        List<Place> own = places(event.path("user"), member);
        Set<String> names =
                new TreeSet<>(member.equals(List.of("*")) ? NAMES : member.subList(member.size() - 1, member.size()));
        Set<String> values = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        own.forEach(place -> {
            names.add(place.name());
            texts(place.value(), values);
        });
        List<Place> places = new ArrayList<>();
        String type = event.path("type").asText();
        if (!member.contains("*") || type.startsWith("user.") || type.startsWith("admin.user.")) {
            places.addAll(places(event.path("before"), member));
            places.addAll(places(event.path("after"), member));
        }
        for (Place detail : places(event.path("details"), List.of("*"))) {
            if (names.contains(plain(detail.name()))
                    || values.contains(detail.value().asText())) {
                places.add(detail);
            }
        }
        if (member.equals(List.of("email"))) {
            places.addAll(addressesAsNames(event));
        }
        return places;
    }

    /** Many realms let people sign in by their address, which is then their name. */
    private static List<Place> addressesAsNames(ObjectNode event) {
        return Stream.of("user", "before", "after", "details")
                .flatMap(part -> places(event.path(part), List.of("username")).stream())
                .filter(place -> place.value().asText().contains("@"))
                .toList();
    }

    /** A name of Keycloak's details as the user's own member is called: firstName for previous_first_name. */
    private static String plain(String detail) {
        return Pattern.compile("_([a-z])")
                .matcher(detail.replaceFirst("^(previous|updated)_", ""))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static void texts(JsonNode value, Set<String> texts) {
        if (value.isTextual() && !value.textValue().isEmpty()) {
            texts.add(value.textValue());
        }
        value.forEach(inner -> texts(inner, texts));
    }

    /** An asterisk is any name; names may have dots in them. */
    private static List<Place> places(JsonNode node, List<String> path) {
        List<Place> places = new ArrayList<>();
        if (node instanceof ArrayNode array) {
            array.forEach(element -> places.addAll(places(element, path)));
        } else if (node instanceof ObjectNode object) {
            for (int length = 1; length <= path.size(); length++) {
                String wanted = String.join(".", path.subList(0, length));
                List<String> rest = path.subList(length, path.size());
                object.fieldNames().forEachRemaining(name -> {
                    if (!wanted.equals("*") && !wanted.equals(name)) {
                        return;
                    }
                    places.addAll(rest.isEmpty() ? List.of(new Place(object, name)) : places(object.path(name), rest));
                });
            }
        }
        return places;
    }

    private void change(String action, ObjectNode owner, String name) {
        if (action.equals("drop")) {
            owner.remove(name);
        } else {
            owner.set(name, changed(action, owner.path(name)));
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
