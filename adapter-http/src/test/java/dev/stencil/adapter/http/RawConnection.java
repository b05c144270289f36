package dev.stencil.adapter.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connection on which a test sends and reads raw bytes. */
final class RawConnection implements AutoCloseable {
    static final String TOKEN = "Authorization: Bearer token:ada\r\n";
    static final String JSON = "Content-Type: application/json\r\n";
    static final String GET_ALL = request("GET", "/get", TOKEN, "");
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(?<method>\\w+) (http://[^/ ]+)?(?<path>[^? ]*)(\\?\\S*)? HTTP/.*", Pattern.DOTALL);

    private final Socket socket;
    private final InputStream in;
    private final boolean described;
    private String asked = "";

    /** @param described whether each answer is to be one that is described */
    RawConnection(int port, boolean described) throws IOException {
        this.described = described;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param headers each with its line end */
    static String request(String method, String path, String headers, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return method + ' ' + path + " HTTP/1.1\r\nHost: x\r\n" + headers + length + "\r\n" + body;
    }

    void send(String text) throws IOException {
        String request = text.stripLeading();
        asked = REQUEST_LINE.matcher(request).lookingAt() ? request : asked;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    void trySend(String text) {
        try {
            send(text);
        } catch (IOException e) {
            // The server has closed the connection: see isClosedByServer().
        }
    }

    Response answer() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        boolean hasBody = !asked.startsWith("HEAD ");
        int length = hasBody ? Integer.parseInt(headers.getOrDefault("Content-Length", "0")) : 0;
        Response answer = new Response(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        check(answer);
        return answer;
    }

    private void check(Response answer) {
        if (described && answer.status() >= 200) {
            Matcher request = REQUEST_LINE.matcher(asked);
            boolean isKnown = request.matches();
            String path = isKnown ? request.group("path") : "unknown";
            DescriptionCheck.check(
                    isKnown ? request.group("method") : "unknown", path.isEmpty() ? "/" : path, answer);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** Reads on for a moment, to see whether the server has closed the connection. */
    boolean isClosedByServer() throws IOException {
        socket.setSoTimeout(50);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    Response answerTo(String request) throws IOException {
        send(request);
        return answer();
    }

    /** The last characters that the server sends until it closes the connection or falls silent. */
    String rest() throws IOException {
        socket.setSoTimeout(1_000);
        byte[] buffer = new byte[100_000];
        String last = "";
        try {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                last = last + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                last = last.substring(Math.max(0, last.length() - 100));
            }
        } catch (SocketTimeoutException e) {
            // The server has fallen silent.
        } catch (IOException e) {
            // The connection was reset.
        }
        return last;
    }

    /** Sends no more, but still reads. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    int read(byte[] buffer) throws IOException {
        return in.read(buffer);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
