package dev.stencil.adapter.http.front;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as they are shown: RFC 3339, in UTC, always with milliseconds. */
public final class Timestamp {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamp() {}

    public static String of(Instant instant) {
        return FORM.format(instant);
    }
}
