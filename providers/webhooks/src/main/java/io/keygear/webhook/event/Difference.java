package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/**
 * What changed: of two objects, the members that are not the same. A member that one of them lacks is {@code null}
 * there; objects within are compared member by member, arrays as a whole.
 */
record Difference(ObjectNode before, ObjectNode after) {

    static Difference between(ObjectNode before, ObjectNode after) {
        Difference difference = new Difference(
                JsonSerialization.mapper.createObjectNode(), JsonSerialization.mapper.createObjectNode());
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> difference.compare(name, before.get(name), after.get(name)));
        return difference;
    }

    private void compare(String name, @Nullable JsonNode old, @Nullable JsonNode current) {
        if (old instanceof ObjectNode first && current instanceof ObjectNode second) {
            Difference inner = between(first, second);
            if (!inner.before.isEmpty() || !inner.after.isEmpty()) {
                before.set(name, inner.before);
                after.set(name, inner.after);
            }
        } else if (!isSame(old, current)) {
            before.set(name, old);
            after.set(name, current);
        }
    }

    private static boolean isSame(@Nullable JsonNode old, @Nullable JsonNode current) {
        boolean none = old == null || old.isNull();
        boolean noneNow = current == null || current.isNull();
        return (none || noneNow) ? none == noneNow : Objects.equals(old, current);
    }
}
