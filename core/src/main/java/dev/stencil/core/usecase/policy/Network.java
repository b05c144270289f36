package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Sha256;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;

/**
 * A network that an address is counted under. A household has any number of IPv6 addresses, all in one /64, and gets a
 * whole /56 or /48 for the asking: all three are counted, the wider ones more loosely.
 *
 * @param times how many times as much it may do as the narrowest network of an address
 */
record Network(String name, int times) {
    /** Longer than any address. */
    private static final int MAX_LENGTH = 64;

    /** The /64, /56 and /48 of an IPv6 address; anything else as it is, one network. */
    static List<Network> of(String address) {
        if (address.length() > MAX_LENGTH) {
            return List.of(new Network(Sha256.hex(address), 1));
        }
        if (address.indexOf(':') < 0) {
            return List.of(new Network(address, 1));
        }
        try {
            // With a colon it is no host name: nothing is looked up.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? List.of(prefix(parsed, 8, 1), prefix(parsed, 7, 4), prefix(parsed, 6, 16))
                    : List.of(new Network(parsed.getHostAddress(), 1));
        } catch (UnknownHostException e) {
            return List.of(new Network(address, 1));
        }
    }

    private static Network prefix(InetAddress address, int bytes, int times) {
        return new Network(HexFormat.of().formatHex(address.getAddress(), 0, bytes), times);
    }
}
