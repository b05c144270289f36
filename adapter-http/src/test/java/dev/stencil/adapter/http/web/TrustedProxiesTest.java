package dev.stencil.adapter.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "fd00::1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "10.0.0.1      | 198.51.100.1                      | 198.51.100.1",
            "10.0.0.1      | 203.0.113.9, 198.51.100.1         | 198.51.100.1",
            "10.0.0.1      | 203.0.113.9,198.51.100.1,10.2.3.4 | 198.51.100.1",
            "10.0.0.1      | 203.0.113.9, 192.0.2.7, 10.2.3.4  | 203.0.113.9",
            "10.0.0.1      | 10.0.0.3, 10.0.0.2                | 10.0.0.3",
            "192.0.2.7     | 198.51.100.1                      | 198.51.100.1",
            "192.0.2.8     | 198.51.100.1                      | 192.0.2.8",
            "11.0.0.1      | 198.51.100.1                      | 11.0.0.1",
            "2001:db8:7fff::1 | 2001:db8:8000::1               | 2001:db8:8000:0:0:0:0:1",
            "2001:db8:8000::1 | 198.51.100.1                   | 2001:db8:8000:0:0:0:0:1",
            "fd00::1       | 2001:DB8:8000::1                  | 2001:db8:8000:0:0:0:0:1",
            "fd00::1       | ::ffff:10.1.2.3                   | 10.1.2.3",
            "::ffff:10.0.0.1 | 198.51.100.1                    | 198.51.100.1",
            "10.0.0.1      | -                                 | 10.0.0.1",
            "10.0.0.1      | 203.0.113.7:51234                 | 203.0.113.7",
            "10.0.0.1      | 198.51.100.1, 203.0.113.7:51234   | 203.0.113.7",
            "10.0.0.1      | 203.0.113.7:51234, 10.0.0.2:80    | 203.0.113.7",
            "10.0.0.1      | [2001:db8:8000::1]:4711           | 2001:db8:8000:0:0:0:0:1",
            "10.0.0.1      | [2001:DB8:8000::1]                | 2001:db8:8000:0:0:0:0:1",
            "10.0.0.1      | 203.0.113.7, [fd00::1]:80         | 203.0.113.7",
            "10.0.0.1      | [::ffff:203.0.113.7]:80           | 203.0.113.7",
            "10.0.0.1      | fe80::1%eth0                      | fe80:0:0:0:0:0:0:1",
            "10.0.0.1      | [fe80::1%25en0]:80                | fe80:0:0:0:0:0:0:1",
            "10.0.0.1      | \"203.0.113.7:51234\"             | 203.0.113.7",
            "10.0.0.1      | \"[2001:db8:8000::1]:4711\"       | 2001:db8:8000:0:0:0:0:1",
            "10.0.0.1      | '203.0.113.7, '                   | 203.0.113.7",
            "10.0.0.1      | 203.0.113.7,, , 10.0.0.2,\t,       | 203.0.113.7",
            "10.0.0.1      | ', ,'                             | 10.0.0.1"
    })
    void theClientIsTheLastThatNoTrustedProxyIs(String peer, @Nullable String forwardedFor, String client)
            throws Exception {
        List<String> header = forwardedFor == null ? List.of() : List.of(forwardedFor);
        assertThat(PROXIES.client(InetAddress.getByName(peer), header).getHostAddress()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "unknown", "_hidden", "localhost", "198.51.100", "198.51.100.256", "198.51.100.256:80",
            "198.51.100.01", "0x0a000001", "3325256705", "198.51.100.1:", "198.51.100.1:http", "198.51.100.1:1:2",
            "198.51.100.1%eth0", "[198.51.100.1]", "[2001:db8::1", "2001:db8::1]", "[2001:db8::1]4711", "[]", "[]:80",
            "[unknown]:80", "fe80::1%", "unknown:80", "\"198.51.100.1", "\"\"", "::g", ":::", "1:2:3:4:5:6:7:8:9",
            "198.51.100.1 198.51.100.2", "198.51.100.1;"
    })
    void aMalformedAddressEndsTheChainOfTrust(String hop) throws Exception {
        InetAddress peer = InetAddress.getByName("10.0.0.1");
        assertThat(PROXIES.client(peer, List.of("198.51.100.9, " + hop + ", 10.9.9.9")).getHostAddress())
                .isEqualTo("10.9.9.9");
    }

    @Test
    void severalHeadersAreOne() throws Exception {
        assertThat(PROXIES.client(
                InetAddress.getByName("10.0.0.1"), List.of("203.0.113.9:1", "198.51.100.1:2, ", "", "10.0.0.2:3")))
                .isEqualTo(InetAddress.getByName("198.51.100.1"));
        assertThat(PROXIES.client(InetAddress.getByName("10.0.0.1"), List.of("203.0.113.9", "198.51.100.1, 10.0.0.2")))
                .isEqualTo(InetAddress.getByName("198.51.100.1"));
    }

    @Test
    void withoutTrustedProxiesNobodyIsBelieved() throws Exception {
        InetAddress peer = InetAddress.getByName("10.0.0.1");
        assertThat(TrustedProxies.NONE.client(peer, List.of("198.51.100.1"))).isEqualTo(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.256"})
    void aNetworkMustBeAnAddressOrABlock(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(List.of(network)));
    }
}
