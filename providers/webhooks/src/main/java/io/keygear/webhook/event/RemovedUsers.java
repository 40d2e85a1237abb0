package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** What the users were whom a session removes, so that the event of their removal can still tell. */
final class RemovedUsers {

    private static final String ATTRIBUTE = RemovedUsers.class.getName();

    private final Map<String, ObjectNode> snapshots = new HashMap<>();

    private RemovedUsers() {}

    static RemovedUsers of(KeycloakSession session) {
        RemovedUsers users = (RemovedUsers) session.getAttribute(ATTRIBUTE);
        if (users == null) {
            users = new RemovedUsers();
            session.setAttribute(ATTRIBUTE, users);
        }
        return users;
    }

    void remember(UserModel user) {
        snapshots.put(user.getId(), UserSnapshot.of(user));
    }

    Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(snapshots.get(id));
    }
}
