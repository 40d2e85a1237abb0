package io.keygear.firebase.key;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long an answer may be kept (RFC 9111 section 5.2.2), within bounds that keep a mistake from hurting. */
final class MaxAge {

    private static final Duration UNSAID = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern SECONDS = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,9})");

    private MaxAge() {}

    static Duration of(Optional<String> cacheControl) {
        String value = cacheControl.orElse("").toLowerCase(Locale.ROOT);
        Matcher seconds = SECONDS.matcher(value);
        if (value.contains("no-store") || value.contains("no-cache")) {
            return KeyCache.SPACING;
        }
        if (!seconds.find()) {
            return UNSAID;
        }
        Duration said = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
        if (said.isZero()) {
            return KeyCache.SPACING;
        }
        return said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }
}
