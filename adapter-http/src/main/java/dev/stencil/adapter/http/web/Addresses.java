package dev.stencil.adapter.http.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text form of IP addresses. */
final class Addresses {
    /** Two or more groups that are zero. */
    private static final Pattern ZEROS = Pattern.compile("(?<![^:])0(:0){1,7}(?![^:])");

    private Addresses() {}

    /**
     * As RFC 5952 writes it: in lower case, {@code ::} in the place of the first of the longest runs of zeros; without
     * the zone.
     */
    static String text(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        String text = address.getHostAddress().split("%", 2)[0];
        int begin = 0;
        int end = 0;
        Matcher zeros = ZEROS.matcher(text);
        while (zeros.find()) {
            if (zeros.end() - zeros.start() > end - begin) {
                begin = zeros.start();
                end = zeros.end();
            }
        }
        if (end == 0) {
            return text;
        }
        String before = begin == 0 ? ":" : text.substring(0, begin);
        return before + (end == text.length() ? ":" : text.substring(end));
    }
}
