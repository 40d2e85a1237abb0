package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.keycloak.models.UserModel;
import org.keycloak.util.JsonSerialization;

/** A user as receivers see it. */
final class UserSnapshot {

    private static final Set<String> OWN_MEMBERS =
            Set.of(UserModel.USERNAME, UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

    private UserSnapshot() {}

    static ObjectNode of(UserModel user) {
        ObjectNode json = JsonSerialization.mapper.createObjectNode();
        json.put("id", user.getId())
                .put("username", user.getUsername())
                .put("email", user.getEmail())
                .put("emailVerified", user.isEmailVerified())
                .put("firstName", user.getFirstName())
                .put("lastName", user.getLastName())
                .put("enabled", user.isEnabled());
        Long created = user.getCreatedTimestamp();
        json.put(
                "createdAt",
                created == null ? null : Instant.ofEpochMilli(created).toString());
        ObjectNode attributes = json.putObject("attributes");
        user.getAttributes().forEach((name, values) -> {
            if (!OWN_MEMBERS.contains(name)) {
                ArrayNode array = attributes.putArray(name);
                values.forEach(array::add);
            }
        });
        return json;
    }
}
