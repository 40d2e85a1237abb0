package io.keygear.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {

    private final UrlPolicy strict = new UrlPolicy(List.of());
    private final UrlPolicy withLoopback =
            new UrlPolicy(List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1/128")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::7f00:1]",
                "[::127.0.0.1]",
                "[::8.8.8.8]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::ffff:8.8.8.8]",
                "[0:0:0:0:0:ffff:a00:1]",
                "[::ffff:0:8.8.8.8]",
                "[64:ff9b::8.8.8.8]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::a00:1]",
                "[100::1]",
                "[2001::1]",
                "[2001:0:53aa:64c:0:7c4:80ff:fffe]",
                "[2001:2::1]",
                "[2001:10::1]",
                "[2001:db8::1]",
                "[2002:7f00:1::]",
                "[2002:808:808::1]",
                "[3ffe::1]",
                "[3fff:0:1::1]",
                "[5f00::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[febf::1]",
                "[fec0::1]",
                "[ff02::1]"
            })
    void refusesWhatIsNotPublicUnicast(String host) {
        assertThat(strict.refusal(URI.create("https://" + host + "/"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1./",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://127.0.0.01/",
                "https://127.0.0.1.0x1/",
                "https://0X7F.1/",
                "https://1.2.3.256/",
                "https://1.2.3.4.5/",
                "https://8.8.8.8.in-addr.0x/",
                "https://[fe80::1%25eth0]/",
                "https://[::1%25lo]/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://user@example.com/",
                "https://user:password@example.com/",
                "https://example.com\\@127.0.0.1/",
                "https://127。0。0。1/",
                "https://①②⑦.0.0.1/",
                "https://exämple.com/",
                "https://exa_mple.com/",
                "https://-/..",
                "https:///path",
                "https:example.com",
                "//example.com/",
                "/path",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:70/",
                "jar:https://example.com/a.jar!/"
            })
    void refusesOddForms(String text) {
        assertThat(parsed(text))
                .allSatisfy(url -> assertThat(withLoopback.refusal(url)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/",
                "https://1.1.1.1:8443/path?query",
                "https://9.255.255.255/",
                "https://11.0.0.0/",
                "https://100.63.255.255/",
                "https://100.128.0.0/",
                "https://172.15.255.255/",
                "https://172.32.0.0/",
                "https://192.0.1.1/",
                "https://198.17.255.255/",
                "https://198.20.0.0/",
                "https://223.255.255.255/",
                "https://[2001:200::1]/",
                "https://[2606:4700:4700::1111]/",
                "https://[2a00:1450:4001:81b::200e]/",
                "https://[3fff:1000::1]/",
                "HTTPS://API.Example.COM/",
                "https://api.example.com./",
                "https://localhost/",
                "http://api.example.com/",
                "https://xn--exmple-cua.com/",
                "https://1password.example/"
            })
    void permitsPublicAddressesAndLeavesNamesToTheirAddresses(String url) {
        assertThat(strict.refusal(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/", "http://[::1]/", "https://127.3.4.5/"})
    void permitsListedAddressesAlsoInClearText(String url) {
        assertThat(withLoopback.refusal(URI.create(url))).isEmpty();
        assertThat(strict.refusal(URI.create(url))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://8.8.8.8/", "http://[2606:4700:4700::1111]/"})
    void refusesClearTextToThePublic(String url) {
        assertThat(withLoopback.refusal(URI.create(url)))
                .hasValueSatisfying(refusal -> assertThat(refusal.problem()).contains("not encrypted"));
    }

    @Test
    void judgesAnAddressThatANameLeadsTo() throws UnknownHostException {
        URI url = URI.create("https://gateway.example/");

        assertThat(strict.refusal(url, InetAddress.getByName("10.0.0.1"))).isPresent();
        assertThat(strict.refusal(url, InetAddress.getByName("8.8.8.8"))).isEmpty();
        assertThat(strict.refusal(URI.create("http://gateway.example/"), InetAddress.getByName("8.8.8.8")))
                .isPresent();
    }

    @Test
    void neverAllowsMappedAddressesInABracketEvenIfTheAddressIsListed() {
        assertThat(withLoopback.refusal(URI.create("https://[::ffff:127.0.0.1]/")))
                .isPresent();
    }

    /** What Java refuses to read at all cannot be configured either. */
    private static List<URI> parsed(String text) {
        try {
            return List.of(new URI(text));
        } catch (URISyntaxException unreadable) {
            return List.of();
        }
    }
}
