package io.keygear.kit.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says which addresses Keygear may call. Whoever configures a webhook or a gateway must not be able to reach the
 * private network, this machine or a cloud's metadata service through Keycloak, so everything that is not public
 * unicast is forbidden (the registries of RFC 6890, plus what tunnels IPv4 in IPv6) unless the operator of the
 * server listed it. Clear text http is for listed addresses alone.
 *
 * <p>A host is a name or an address in its one canonical spelling; octal, hexadecimal, shortened and other forms
 * that programs read differently are refused before anything is resolved.
 */
public final class UrlPolicy {

    private static final List<AddressRange> FORBIDDEN = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared by carriers (CGNAT)
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // a cloud's host service, on a public address
                    "169.254.0.0/16", // link-local, metadata services
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // protocol assignments, among them Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3ffe::/16", // returned test network
                    "3fff::/20") // documentation
            .map(AddressRange::of)
            .toList();

    /** All of public IPv6 lies in here; loopback, mapped, NAT64, unique-local, link-local and multicast do not. */
    private static final AddressRange GLOBAL_V6 = AddressRange.of("2000::/3");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*");
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
    private static final int LONGEST_NAME = 253;

    private static final String PUBLIC_FIX =
            "use a public address, or have the operator list it in the server option allowed-private-addresses";

    private final List<AddressRange> allowed;

    /** A policy that forbids everything but public unicast and the given blocks. */
    public UrlPolicy(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Why the URL cannot be called whatever its name resolves to; empty when it can, or when its addresses decide.
     */
    public Optional<UrlRefusal> refusal(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            return refused("is neither https nor http", "begin it with https://");
        }
        if (url.getRawUserInfo() != null) {
            return refused("carries a user name or password", "remove it");
        }
        if (url.getPort() == 0 || url.getPort() > 0xffff) {
            return refused("has a wrong port", "use a port from 1 to 65535");
        }
        if (host.startsWith("[")) {
            return v6(host).map(address -> refusal(url, address))
                    .orElseGet(() -> refused("has a host that is no IPv6 address", PUBLIC_FIX));
        }
        return nameOrV4(url, host);
    }

    /** Why the URL cannot be called at this one address of its host; empty when it can. */
    public Optional<UrlRefusal> refusal(URI url, InetAddress address) {
        return refusal("https".equalsIgnoreCase(url.getScheme()), address);
    }

    /** Like {@link #refusal(URI, InetAddress)}, for a connection that is encrypted or not. */
    Optional<UrlRefusal> refusal(boolean encrypted, InetAddress address) {
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        if (!isPublic(address)) {
            return refused("leads to a private, local or reserved address", PUBLIC_FIX);
        }
        return encrypted ? Optional.empty() : refused("is not encrypted", "use https");
    }

    private Optional<UrlRefusal> nameOrV4(URI url, String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (NUMERIC_END.matcher(name).matches()) {
            return IpLiteral.v4(host)
                    .map(address -> refusal(url, address))
                    .orElseGet(() -> refused("has a host in an unusual number form", "write four decimal numbers"));
        }
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            return refused("has no usable host name", "use letters, digits, hyphens and dots");
        }
        return Optional.empty();
    }

    private static boolean isPublic(InetAddress address) {
        boolean global = address instanceof Inet4Address || GLOBAL_V6.contains(address);
        return global && FORBIDDEN.stream().noneMatch(range -> range.contains(address));
    }

    /** The address in brackets; empty also for IPv4 dressed up as IPv6, which Java unwraps unasked. */
    private static Optional<InetAddress> v6(String bracketed) {
        return IpLiteral.host(bracketed).filter(address -> !(address instanceof Inet4Address));
    }

    private static Optional<UrlRefusal> refused(String problem, String fix) {
        return Optional.of(new UrlRefusal(problem, fix));
    }
}
