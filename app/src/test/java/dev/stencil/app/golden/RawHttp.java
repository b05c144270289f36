package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTTP/1.1 byte for byte: a client of the JDK would normalise paths, drop empty headers and refuse some of what the
 * recording sends. A connection a request; nothing waits longer than ten seconds.
 */
final class RawHttp {
    private static final int DEADLINE_MILLIS = 10_000;

    private final InputStream in;

    private RawHttp(InputStream in) {
        this.in = in;
    }

    /** @param request head and body, with {@code Connection: close} */
    static RawAnswer send(InetSocketAddress server, byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, DEADLINE_MILLIS);
            socket.setSoTimeout(DEADLINE_MILLIS);
            socket.getOutputStream().write(request);
            boolean headOnly = new String(request, 0, 5, ISO_8859_1).equals("HEAD ");
            return new RawHttp(new BufferedInputStream(socket.getInputStream())).read(headOnly);
        }
    }

    private RawAnswer read(boolean headOnly) throws IOException {
        String status = line();
        if (!status.matches("HTTP/1\\.1 \\d{3} .*")) {
            throw new IOException("no status line: " + status);
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] body = headOnly ? new byte[0] : body(headers);
        if (in.read() >= 0) {
            throw new IOException("something follows the answer");
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        return new RawAnswer(Integer.parseInt(status.substring(9, 12)), headers, text);
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).equals(List.of("chunked"))) {
            return chunks();
        }
        List<String> length = headers.getOrDefault("content-length", List.of());
        if (length.size() != 1) {
            throw new IOException("neither a length nor chunks");
        }
        return exactly(Integer.parseInt(length.getFirst()));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.write(exactly(size));
            emptyLine();
        }
        emptyLine();
        return all.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void emptyLine() throws IOException {
        if (!line().isEmpty()) {
            throw new IOException("a chunk is longer than it says");
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer was cut off");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the answer was cut off");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
