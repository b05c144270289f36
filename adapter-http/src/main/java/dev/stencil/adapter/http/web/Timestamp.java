package dev.stencil.adapter.http.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Text form of times: RFC 3339, in UTC, always with milliseconds. */
public final class Timestamp {
    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Timestamp() {}

    public static String of(Instant instant) {
        return FORM.format(instant);
    }
}
