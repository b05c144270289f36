package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTTP/1.1 byte for byte: a client of the JDK would normalise paths, drop empty headers and refuse some of what the
 * recording sends. A connection a request; nothing waits longer than ten seconds. What comes back is read strictly.
 */
public final class RawHttp {
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
            RawHttp http = new RawHttp(new BufferedInputStream(socket.getInputStream()));
            RawAnswer answer = http.read(isHead(request));
            if (http.in.read() >= 0) {
                throw new IOException("something follows the answer");
            }
            return answer;
        }
    }

    /**
     * Says that nothing follows, as well, and reads until the server closes.
     *
     * @param bytes anything at all: there may be no answer, or more than one
     * @throws IOException if there is something that is no answer
     */
    public static List<RawAnswer> answersTo(InetSocketAddress server, byte[] bytes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, DEADLINE_MILLIS);
            socket.setSoTimeout(DEADLINE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException refused) {
                // What it said before it closed is still to be read.
            }
            List<RawAnswer> answers = new ArrayList<>();
            while (isThereMore(in)) {
                answers.add(new RawHttp(in).read(answers.isEmpty() && isHead(bytes)));
            }
            return answers;
        }
    }

    private static boolean isThereMore(InputStream in) throws IOException {
        in.mark(1);
        try {
            if (in.read() < 0) {
                return false;
            }
        } catch (SocketException reset) {
            return false;
        }
        in.reset();
        return true;
    }

    private static boolean isHead(byte[] request) {
        return new String(request, 0, Math.min(5, request.length), ISO_8859_1).equals("HEAD ");
    }

    private RawAnswer read(boolean headOnly) throws IOException {
        String status = line();
        if (!status.matches("HTTP/1\\.[01] \\d{3} .*")) {
            throw new IOException("no status line: " + status);
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.substring(9, 12));
        byte[] body = headOnly || code < 200 || code == 204 || code == 304
                ? new byte[0]
                : body(headers, status.startsWith("HTTP/1.0"));
        boolean binary = headers.getOrDefault("content-type", List.of("")).getFirst().startsWith("image/");
        Charset charset = binary ? ISO_8859_1 : StandardCharsets.UTF_8;
        return new RawAnswer(code, headers, charset.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    }

    /** @param old whether the end of the connection may be the end of the body */
    private byte[] body(Map<String, List<String>> headers, boolean old) throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).equals(List.of("chunked"))) {
            return chunks();
        }
        List<String> length = headers.getOrDefault("content-length", List.of());
        if (old && length.isEmpty()) {
            return in.readAllBytes();
        }
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
