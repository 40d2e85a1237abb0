package io.keygear.sms.http;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * HTTP status codes: single ones and whole classes.
 *
 * @param patterns such as {@code 202} and {@code 2xx}
 */
record StatusSet(List<String> patterns) {

    private static final Pattern ELEMENT = Pattern.compile("[1-5](?:\\d\\d|xx)");

    static StatusSet parse(String text) throws Rejected {
        List<String> patterns = List.of(text.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
        if (!patterns.stream().allMatch(pattern -> ELEMENT.matcher(pattern).matches())) {
            throw new Rejected("is no list of HTTP status codes", "use codes or classes such as 200, 202 or 2xx");
        }
        return new StatusSet(patterns);
    }

    boolean contains(int status) {
        return patterns.contains(Integer.toString(status)) || patterns.contains(status / 100 + "xx");
    }
}
