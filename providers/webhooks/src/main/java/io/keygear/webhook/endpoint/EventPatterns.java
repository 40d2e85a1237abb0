package io.keygear.webhook.endpoint;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what an endpoint subscribes to, and refuses what no event can ever match. */
final class EventPatterns {

    private static final Pattern EXACT = Pattern.compile(
            "user\\.[a-z0-9_]+|admin\\.[a-z0-9_.-]+\\.(create|update|delete|action)|keygear\\.[a-z0-9_.]+");
    private static final Pattern BEGINNING = Pattern.compile("(user|admin|keygear)\\.[a-z0-9_.-]*\\*|\\*");

    private EventPatterns() {}

    static List<String> parse(String text) throws Rejected {
        List<String> patterns = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String pattern = part.strip();
            boolean usable = BEGINNING.matcher(pattern).matches()
                    || (EXACT.matcher(pattern).matches() && EventNames.mayExist(pattern));
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
