package io.keygear.verification.code;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What one customer of a network provider counts as: an IPv4 address, or the /64 of an IPv6 address. */
final class ClientNetwork {

    private static final int PREFIX_BYTES = 8;

    private ClientNetwork() {}

    /** The network of an address literal, as Keycloak reports a client; anything else stands for itself. */
    static String of(String address) {
        boolean literal =
                address.indexOf(':') >= 0 || address.chars().allMatch(c -> c == '.' || Character.digit(c, 10) >= 0);
        if (!literal) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException odd) {
            return address;
        }
    }
}
