package dev.stencil.adapter.http.web;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Networks of the proxies whose X-Forwarded-For is trusted. The header of any other peer is ignored, and so are
 * {@code Forwarded} and {@code X-Real-IP}.
 */
public record TrustedProxies(Set<Network> networks) {
    public static final TrustedProxies NONE = new TrustedProxies(Set.of());

    /** One byte, without the zero in front that some read as octal. */
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** An IP address, never a name that would be resolved. */
    private static final Pattern ADDRESS =
            Pattern.compile(BYTE + "(\\." + BYTE + "){3}|(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private static final String IPV6 = "([0-9A-Fa-f]*:[0-9A-Fa-f:.]+)(?:%[\\w.~%-]+)?";
    private static final String PORT = "(?::\\d{1,5})?";

    /**
     * What proxies write: an address with a port or a zone or neither, IPv6 in brackets or bare, all in quotes or not.
     */
    private static final Pattern HOP =
            Pattern.compile("(\"?)(?:([\\d.]+)" + PORT + "|" + IPV6 + "|\\[" + IPV6 + "]" + PORT + ")\\1");

    /** The addresses that share the first {@code bits} with {@code address}. */
    public record Network(InetAddress address, int bits) {
        private boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            return mine.length == theirs.length
                    && new BigInteger(1, mine).xor(new BigInteger(1, theirs)).bitLength() <= 8 * mine.length - bits;
        }
    }

    /**
     * Reads addresses and blocks of them, such as {@code 10.0.0.0/8} or {@code fd00::1}.
     *
     * @throws IllegalArgumentException if one is not written like that
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::network).collect(Collectors.toSet()));
    }

    private static Network network(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = address(parts[0]).orElseThrow(() -> new IllegalArgumentException(text));
        int all = 8 * address.getAddress().length;
        int bits = parts.length == 1 ? all : parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : -1;
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException(text);
        }
        return new Network(address, bits);
    }

    /** The address; an IPv4-mapped IPv6 address becomes the IPv4 address. */
    private static Optional<InetAddress> address(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> hop(String text) {
        Matcher hop = HOP.matcher(text);
        return hop.matches()
                ? Stream.of(hop.group(2), hop.group(3), hop.group(4))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .flatMap(TrustedProxies::address)
                : Optional.empty();
    }

    /**
     * Where a request comes from: the last address that no trusted proxy has.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the values of X-Forwarded-For, at whose end each proxy adds an address; what comes before a
     *     malformed one is ignored
     */
    InetAddress client(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        if (forwardedFor.isEmpty() || networks.isEmpty()) {
            return client;
        }
        // Empty ones do not count (RFC 9110, 5.6.1.2).
        List<String> hops = Stream.of(String.join(",", forwardedFor).split(",", -1))
                .map(String::strip)
                .filter(hop -> !hop.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        while (isTrusted(client) && !hops.isEmpty()) {
            Optional<InetAddress> before = hop(hops.removeLast());
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
