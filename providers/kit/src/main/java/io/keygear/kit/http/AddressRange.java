package io.keygear.kit.http;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param base the first address of the block
 * @param prefix how many leading bits are fixed
 */
public record AddressRange(InetAddress base, int prefix) {

    private static final String FIX = "use blocks such as 10.20.0.0/16 or fd12:3456::/32, separated by commas";

    /**
     * Reads one block; a single address stands for itself.
     *
     * @throws Rejected when the text is no block, or fixes bits beyond its prefix
     */
    public static AddressRange parse(String text) throws Rejected {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress base = IpLiteral.v4(address)
                .or(() -> IpLiteral.v6(address))
                .orElseThrow(() -> new Rejected("has no address in " + text, FIX));
        int bits = base.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : parsePrefix(text, slash, bits);
        AddressRange range = new AddressRange(base, prefix);
        if (!Arrays.equals(range.mask(base), base.getAddress())) {
            throw new Rejected("has bits set beyond the prefix in " + text, FIX);
        }
        return range;
    }

    /**
     * Reads several blocks separated by commas or white space.
     *
     * @throws Rejected when one of them is malformed
     */
    public static List<AddressRange> parseList(String text) throws Rejected {
        List<AddressRange> ranges = new ArrayList<>();
        for (String part : text.strip().split("\\s*,\\s*|\\s+", -1)) {
            ranges.add(parse(part));
        }
        return List.copyOf(ranges);
    }

    /** A block known to be well-formed. */
    static AddressRange of(String text) {
        try {
            return parse(text);
        } catch (Rejected malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    /** Whether the address lies in this block; never for the other IP version. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        return other.length == base.getAddress().length && Arrays.equals(mask(address), base.getAddress());
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }

    private byte[] mask(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        return bytes;
    }

    private static int parsePrefix(String text, int slash, int bits) throws Rejected {
        String digits = text.substring(slash + 1);
        return Optional.of(digits)
                .filter(number -> number.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .filter(prefix -> prefix <= bits)
                .orElseThrow(() -> new Rejected("has no prefix length from 0 to " + bits + " in " + text, FIX));
    }
}
