package dev.stencil.core.usecase.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void anIpv6AddressIsInANetworkOf64BitsOf56AndOf48() {
        List<Network> networks = Network.of("2001:db8:1:2::1");
        assertThat(networks).extracting(Network::times).containsExactly(1, 4, 16);
        assertThat(Network.of("2001:0db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(networks);
        assertThat(Network.of("2001:db8:1:3::1").subList(1, 3)).isEqualTo(networks.subList(1, 3));
        assertThat(Network.of("2001:db8:1:3::1").getFirst()).isNotEqualTo(networks.getFirst());
        assertThat(Network.of("2001:db8:1:102::1").get(1)).isNotEqualTo(networks.get(1));
        assertThat(Network.of("2001:db8:1:102::1").get(2)).isEqualTo(networks.get(2));
        assertThat(Network.of("2001:db8:2:2::1")).doesNotContainAnyElementsOf(networks);
    }

    @Test
    void anIpv4AddressInIpv6IsThatAddress() {
        assertThat(Network.of("::ffff:192.0.2.1")).containsExactly(new Network("192.0.2.1", 1));
    }

    @Test
    void anythingElseStaysAsItIsButForItsLength() {
        assertThat(Network.of("192.0.2.1")).containsExactly(new Network("192.0.2.1", 1));
        assertThat(Network.of("a client")).containsExactly(new Network("a client", 1));
        assertThat(Network.of("not:an:address")).containsExactly(new Network("not:an:address", 1));
        assertThat(Network.of("long".repeat(1_000)).getFirst().name()).hasSize(64);
    }
}
