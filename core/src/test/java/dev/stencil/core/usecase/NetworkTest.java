package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void theAddressesOfAHouseholdAreOne() {
        assertThat(Network.of("2001:db8:1:2::1")).isEqualTo(Network.of("2001:0db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(Network.of("2001:db8:1:2::1")).isNotEqualTo(Network.of("2001:db8:1:3::1"));
    }

    @Test
    void anIpv4AddressInIpv6IsThatAddress() {
        assertThat(Network.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void anythingElseStaysAsItIs() {
        assertThat(Network.of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(Network.of("a client")).isEqualTo("a client");
        assertThat(Network.of("not:an:address")).isEqualTo("not:an:address");
    }
}
