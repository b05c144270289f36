package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Sha256;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;

/**
 * Whom an address stands for. With IPv6 a household has as many addresses as it likes, all in one /64, and whoever asks
 * for it is given a whole /56 or /48: all three are counted, the wider ones more loosely.
 */
final class Network {
    /** How many times as much each network of {@link #of} may do as the first. */
    static final List<Integer> LOOSER = List.of(1, 4, 16);

    private static final List<Integer> PREFIX_BYTES = List.of(8, 7, 6);
    /** Nothing that is an address is longer. */
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

    /** The widest: who shares something out gives it a single share. */
    static String widest(String address) {
        return of(address).getLast();
    }
}
