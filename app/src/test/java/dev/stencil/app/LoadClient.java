package dev.stencil.app;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that is kept, and costs so little that the server is what is measured. */
final class LoadClient implements AutoCloseable {
    final Socket socket;
    private final InputStream in;

    LoadClient(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
    }

    /** @param wellFormed whether a refusal says when to come again, and the body is as long as announced */
    record Answer(int status, boolean wellFormed, String body) {
        boolean isServed() {
            return status < 500;
        }
    }

    static byte[] get(String path, String token) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    static byte[] post(String path, String token, String json) {
        return bytes("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Answer ask(byte[] request) throws IOException {
        send(request);
        String[] statusLine = line().split(" ", 3);
        int status = Integer.parseInt(statusLine[1]);
        int length = -1;
        boolean retryAfter = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
            retryAfter |= line.startsWith("Retry-After: ");
        }
        String body = new String(in.readNBytes(Math.max(0, length)), StandardCharsets.UTF_8);
        boolean whole = statusLine[0].equals("HTTP/1.1") && length >= 0 && body.startsWith("{") && body.endsWith("}");
        return new Answer(status, whole && (status < 500 || (status == 503 && retryAfter)), body);
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
