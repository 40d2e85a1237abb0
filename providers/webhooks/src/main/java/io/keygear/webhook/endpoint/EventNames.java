package io.keygear.webhook.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;

/** What events are called in a webhook; the names follow Keycloak's own. */
public final class EventNames {

    /** The event of a test send. */
    public static final String TEST = "keygear.test";

    /** What an endpoint is called in admin events. */
    public static final String WEBHOOK = "WEBHOOK";

    private static final String USER = "user.";
    private static final String ADMIN = "admin.";
    private static final Set<String> USER_TYPES =
            Arrays.stream(EventType.values()).map(EventNames::of).collect(Collectors.toUnmodifiableSet());

    private EventNames() {}

    /** {@code user.login} for {@link EventType#LOGIN}. */
    public static String of(EventType type) {
        return USER + lower(type.name());
    }

    /** {@code admin.user.update}; resources of other extensions appear under their own name, nameless ones as custom. */
    public static String of(@Nullable String resource, OperationType operation) {
        return ADMIN + resource(resource) + "." + lower(operation.name());
    }

    /** What kind of thing an administrator's event is about, in lower case. */
    public static String resource(@Nullable String resource) {
        return lower(resource == null ? ResourceType.CUSTOM.name() : resource);
    }

    /** Every name that Keycloak itself and this module can cause, sorted. */
    public static List<String> all() {
        Stream<String> admin = Stream.concat(
                        Arrays.stream(ResourceType.values()).map(ResourceType::name), Stream.of(WEBHOOK))
                .flatMap(resource -> Arrays.stream(OperationType.values()).map(op -> of(resource, op)));
        return Stream.concat(USER_TYPES.stream(), admin).sorted().toList();
    }

    /** Whether an event may have this name; other extensions may bring resources of their own. */
    static boolean mayExist(String name) {
        return !name.startsWith(USER) || USER_TYPES.contains(name);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
