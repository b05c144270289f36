package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Sha256;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;

/**
 * Networks that an address is counted under. A household has any number of IPv6 addresses, all in one /64, and gets a
 * whole /56 or /48 for the asking: all three are counted, the wider ones more loosely.
 */
final class Network {
    /** How many times as much each network of {@link #of} may do as the first. */
    static final List<Integer> LOOSER = List.of(1, 4, 16);

    private static final List<Integer> PREFIX_BYTES = List.of(8, 7, 6);
    /** Longer than any address. */
    private static final int MAX_LENGTH = 64;

    private Network() {}

    /** The /64, /56 and /48 of an IPv6 address; anything else as it is, one network. */
    static List<String> of(String address) {
        if (address.length() > MAX_LENGTH) {
            return List.of(Sha256.hex(address));
        }
        if (address.indexOf(':') < 0) {
            return List.of(address);
        }
        try {
            // With a colon it is no host name: nothing is looked up.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? PREFIX_BYTES.stream()
                            .map(bytes -> HexFormat.of().formatHex(parsed.getAddress(), 0, bytes))
                            .toList()
                    : List.of(parsed.getHostAddress());
        } catch (UnknownHostException e) {
            return List.of(address);
        }
    }

    /** The widest network, for sharing something out evenly. */
    static String widest(String address) {
        return of(address).getLast();
    }
}
