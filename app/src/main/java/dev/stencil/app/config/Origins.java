package dev.stencil.app.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads origins exactly as browsers and web views send them: they are compared letter by letter. */
final class Origins {
    private static final Pattern PARTS = Pattern.compile("(?<scheme>[^/?#:]*)://(?<place>[^/?#]*)(?<rest>[/?#].*)?");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern PLACE =
            Pattern.compile("(?<host>\\[[0-9a-f:.]+]|[\\w.~!$&'()+;=%-]+)(?::(?<port>[1-9]\\d{0,4}))?");

    private Origins() {}

    static Set<String> of(SettingValue given) {
        List<String> origins = List.of(given.value().strip().split("\\s*,\\s*", -1));
        for (String origin : origins) {
            String fault = fault(origin);
            if (!fault.isEmpty()) {
                throw given.mustBe("origins as browsers write them, with commas between: "
                        + origin.replaceAll("\\p{Cntrl}", "?") + ' ' + fault);
            }
        }
        return Set.copyOf(origins);
    }

    /** What is wrong with it, as an English predicate; empty if nothing is. */
    private static String fault(String origin) {
        if (origin.isEmpty()) {
            return "(nothing between two commas) is no origin";
        }
        if (origin.indexOf('*') >= 0) {
            return "has a *, which stands for nothing here: name each origin";
        }
        if (origin.equals("null")) {
            return "is what any page without an origin sends";
        }
        Matcher parts = PARTS.matcher(origin);
        if (!parts.matches()) {
            return "has no scheme such as https://";
        }
        if (!SCHEME.matcher(parts.group("scheme")).matches()) {
            return "has a scheme that no browser writes: it is in lower case";
        }
        if (parts.group("rest") != null) {
            return parts.group("rest").equals("/")
                    ? "has a slash at its end"
                    : "has a path or a query, which are no part of an origin";
        }
        return faultOfPlace(parts.group("scheme"), parts.group("place"));
    }

    private static String faultOfPlace(String scheme, String place) {
        if (place.isEmpty()) {
            return "has no host";
        }
        if (place.indexOf('@') >= 0) {
            return "has a user, which is no part of an origin";
        }
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            return "has a host or a port as browsers never write it: letters beyond ASCII are xn--, an IPv6 address is in"
                    + " brackets, a port is from 1 to 65535";
        }
        String host = matcher.group("host");
        String port = matcher.group("port");
        boolean ofTheWeb = scheme.matches("https?");
        if (ofTheWeb && !host.equals(host.toLowerCase(Locale.ROOT))) {
            return "has a host that is not in lower case";
        }
        if (port != null && Integer.parseInt(port) > 65_535) {
            return "has a port above 65535";
        }
        if (ofTheWeb && port != null && port.equals(scheme.equals("https") ? "443" : "80")) {
            return "has the scheme's own port, which browsers leave out";
        }
        return "";
    }
}
