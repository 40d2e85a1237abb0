package io.keygear.webhook.endpoint;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads what an endpoint subscribes to, and refuses what no event can ever match. */
final class EventPatterns {

    private static final Pattern EXACT = Pattern.compile(
            "user\\.[a-z0-9_]+|admin\\.[a-z0-9_.-]+\\.(create|update|delete|action)|keygear\\.[a-z0-9_.]+");
    private static final Pattern BEGINNING = Pattern.compile("(user|admin|keygear)\\.[a-z0-9_.-]*\\*|\\*");

    private EventPatterns() {}

    /** For who writes them: a user's event that Keycloak does not know is a mistake. */
    static List<String> parseStrictly(String text) throws Rejected {
        return parse(text, EventNames::mayExist);
    }

    /** For who reads them later: a newer Keycloak may have lost a type, and the others are still wanted. */
    static List<String> parse(String text) throws Rejected {
        return parse(text, name -> true);
    }

    private static List<String> parse(String text, Predicate<String> mayExist) throws Rejected {
        List<String> patterns = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String pattern = part.strip();
            boolean usable = BEGINNING.matcher(pattern).matches()
                    || (EXACT.matcher(pattern).matches() && mayExist.test(pattern));
            if (!usable) {
                throw new Rejected(
                        "has \"" + pattern + "\", which no event is called",
                        "use a name from the event catalogue such as user.login, or a beginning and * such as"
                                + " user.* or admin.user.*");
            }
            patterns.add(pattern);
        }
        return List.copyOf(patterns);
    }
}
