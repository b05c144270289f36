package dev.stencil.adapter.http;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of raw-requests.txt, which says how it is written.
 *
 * @param expected the statuses of the answers and what becomes of the connection
 * @param request as it is written there
 */
record RawRequest(String expected, String request) {
    private static final Pattern LINE = Pattern.compile("(\\S+) +(?:(kept)  |(closed))  (.*)");
    private static final Pattern SPECIAL = Pattern.compile("<(?:([^<>]+)\\*(\\d+)|wait|end)>");
    private static final String ANOTHER = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    static List<RawRequest> all() throws IOException {
        InputStream file = Objects.requireNonNull(RawRequest.class.getResourceAsStream("raw-requests.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> new RawRequest(
                            line.group(1) + (line.group(2) == null ? " closed" : " kept"), line.group(4)))
                    .toList();
        }
    }

    /** Sends it. */
    String outcome(TestServer server) throws IOException {
        List<String> statuses = new ArrayList<>();
        try (RawConnection connection = server.connect()) {
            Matcher special = SPECIAL.matcher(request);
            int begin = 0;
            StringBuilder text = new StringBuilder();
            while (special.find()) {
                text.append(bytes(request.substring(begin, special.start())));
                begin = special.end();
                if (special.group(1) != null) {
                    text.repeat(bytes(special.group(1)), Integer.parseInt(special.group(2)));
                } else {
                    connection.send(text.toString());
                    text.setLength(0);
                    if (special.group().equals("<end>")) {
                        connection.shutdownOutput();
                    } else {
                        statuses.add(String.valueOf(connection.answer().status()));
                    }
                }
            }
            connection.trySend(text + bytes(request.substring(begin)));
            return answers(connection, statuses);
        }
    }

    private static String bytes(String written) {
        Matcher unicode = Pattern.compile("\\\\u00(\\p{XDigit}{2})").matcher(written);
        return unicode.replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)))
                .translateEscapes();
    }

    private String answers(RawConnection connection, List<String> statuses) throws IOException {
        int wanted = expected.startsWith("none") ? 0 : expected.split(",", -1).length;
        try {
            while (statuses.size() < wanted) {
                statuses.add(String.valueOf(connection.answer().status()));
            }
            if (expected.endsWith("kept")) {
                connection.send(ANOTHER);
            }
            int status = connection.answer().status();
            return String.join(",", statuses) + (status == 200 ? " kept" : " and then " + status);
        } catch (EOFException e) {
            return (statuses.isEmpty() ? "none" : String.join(",", statuses)) + " closed";
        }
    }

    static boolean works(TestServer server) throws IOException {
        return server.ask(ANOTHER).status() == 200;
    }
}
