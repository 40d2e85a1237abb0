package io.keygear.kit.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One header field (RFC 9110 section 5). Its value may be a secret, so {@link #toString()} leaves it out.
 *
 * @param name in any case
 * @param value without line breaks
 */
public record HttpHeader(String name, String value) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]{0,8000}");
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Why a request cannot carry this field, without showing its value; empty when it can. */
    public Optional<String> problem() {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("has a header whose name is not made of letters, digits and hyphens");
        }
        if (OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("has the header " + name + ", which belongs to the connection");
        }
        return VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("has a value of the header " + name + " that is not printable ASCII");
    }

    @Override
    public String toString() {
        return name;
    }
}
