package dev.stencil.adapter.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
            "192.0.2.7,                 192.0.2.7",
            "::ffff:192.0.2.7,          192.0.2.7",
            "2001:DB8::1,               2001:db8::1",
            "2001:0db8::0001,           2001:db8::1",
            "2001:db8:0:1:1:1:1:1,      2001:db8:0:1:1:1:1:1",
            "2001:db8:0:0:1:0:0:1,      2001:db8::1:0:0:1",
            "2001:0:0:1:0:0:0:1,        2001:0:0:1::1",
            "10:0:0:100:0:0:0:0,        10:0:0:100::",
            "::,                        ::",
            "::1,                       ::1",
            "fe80::,                    fe80::",
            "fe80::1%1,                 fe80::1",
            "0:0:1:2:3:4:5:6,           ::1:2:3:4:5:6",
            "0:1:2:3:4:5:6:0,           0:1:2:3:4:5:6:0"
    })
    void anAddressHasOneText(String address, String text) throws Exception {
        assertThat(Addresses.text(InetAddress.getByName(address))).isEqualTo(text);
    }
}
