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

    private static final int LONGEST_KEY = 255;

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

    /** Whether it is the thing itself, not something that belongs to it. */
    boolean isWhole() {
        return path.isEmpty() || parts().size() == 2;
    }

    /** The id of the user it is about, if it is about one. */
    Optional<String> user() {
        return collection().equals("users") && !id().isEmpty() ? Optional.of(id()) : Optional.empty();
    }

    /** Whose events are kept in order with it: the user's, else those of the same thing. */
    String orderKey() {
        String key = user().orElse(path.isEmpty() ? "realm" : collection() + "/" + id());
        return key.length() <= LONGEST_KEY ? key : key.substring(0, 200) + Integer.toHexString(key.hashCode());
    }

    private String part(int index) {
        return index < parts().size() ? parts().get(index) : "";
    }

    private List<String> parts() {
        return List.of(path.split("/", -1));
    }
}
