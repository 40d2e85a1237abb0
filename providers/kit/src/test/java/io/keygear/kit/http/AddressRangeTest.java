package io.keygear.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1/32, 127.0.0.2, false",
        "fd12:3456::/32, fd12:3456:ffff::1, true",
        "fd12:3456::/33, fd12:3456:8000::1, false",
        "::/0, 10.0.0.1, false",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true"
    })
    void containsWhatSharesItsLeadingBits(String block, String address, boolean inside)
            throws Rejected, UnknownHostException {
        assertThat(AddressRange.parse(block).contains(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/8", "localhost", "example.com/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8",
                "10.0.0.1/8", "10.0/8", "010.0.0.0/8", "::1/129", "fe80::1%eth0", "[::1]", "fd12::1/16", "::ffff:0:0/96"
            })
    void refusesMalformedBlocks(String block) {
        assertThatThrownBy(() -> AddressRange.parse(block)).isInstanceOf(Rejected.class);
    }

    @Test
    void readsAListInOneOption() throws Rejected {
        assertThat(AddressRange.parseList(" 127.0.0.0/8, ::1/128\n10.0.0.0/8 "))
                .extracting(AddressRange::toString)
                .containsExactly("127.0.0.0/8", "0:0:0:0:0:0:0:1/128", "10.0.0.0/8");
        assertThatThrownBy(() -> AddressRange.parseList("127.0.0.0/8,,::1")).isInstanceOf(Rejected.class);
    }
}
