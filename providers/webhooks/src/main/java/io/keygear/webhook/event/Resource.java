package io.keygear.webhook.event;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator's event is about, as its path tells.
 *
 * @param path relative to the realm, such as {@code users/…/role-mappings/realm}; empty for the realm itself
 */
record Resource(String path) {

    static Resource of(@Nullable String path) {
        return new Resource(path == null ? "" : path);
    }

    /** The collection, such as {@code users}; empty for the realm itself. */
    String collection() {
        return part(0);
    }

    /** The thing's id or name within the collection. */
    String id() {
        return part(1);
    }

    /**
     * Its path without ids, where it is a thing itself: {@code users}, {@code clients/roles},
     * {@code identity-provider/instances}; the whole path of something that belongs to a thing.
     */
    String kind() {
        List<String> parts = parts();
        return switch (parts.size()) {
            case 2 -> parts.get(0);
            case 3 -> path.startsWith("identity-provider/instances/") ? "identity-provider/instances" : path;
            case 4 -> parts.get(0).equals("clients") && parts.get(2).equals("roles") ? "clients/roles" : path;
            default -> path;
        };
    }

    /** The id or name of the thing itself. */
    String name() {
        return part(parts().size() - 1);
    }

    /** Who or what the event is about: the user where the path leads to one, else the thing. */
    String subject() {
        return user().orElse(id());
    }

    /** Whether it is the thing itself, not something that belongs to it. */
    boolean isWhole() {
        return path.isEmpty() || parts().size() == 2;
    }

    /** The id of the user it is about, if it is about one. */
    Optional<String> user() {
        boolean locked = collection().equals("attack-detection") && part(2).equals("users");
        String id = collection().equals("users") ? id() : locked ? part(3) : "";
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** Whose events are kept in order with it: the user's, else those of the same thing. */
    String orderKey() {
        return user().orElse(path.isEmpty() ? "realm" : collection() + "/" + id());
    }

    private String part(int index) {
        return index < parts().size() ? parts().get(index) : "";
    }

    private List<String> parts() {
        return List.of(path.split("/", -1));
    }
}
