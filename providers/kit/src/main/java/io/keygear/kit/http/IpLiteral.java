package io.keygear.kit.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses written as numbers, without ever asking a name server. */
final class IpLiteral {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private IpLiteral() {}

    /** Four decimal numbers, the only spelling of IPv4 that no two programs read differently. */
    static Optional<InetAddress> v4(String text) {
        return DOTTED.matcher(text).matches() ? literal(text) : Optional.empty();
    }

    /** IPv6 without brackets and without a zone. */
    static Optional<InetAddress> v6(String text) {
        return COLONS.matcher(text).matches() ? literal("[" + text + "]") : Optional.empty();
    }

    /** The host of a URL, if it is an address: IPv4, or IPv6 in brackets. */
    static Optional<InetAddress> host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return bracketed ? v6(text.substring(1, text.length() - 1)) : v4(text);
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
