package dev.stencil.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection: a request is under way on it, or none is. */
final class Peer implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final AnswerReader reader = new AnswerReader();
    private int expected;
    private long sent;

    Peer(int port, Selector selector, ByteBuffer in, int longest) throws IOException {
        this.in = in;
        this.out = ByteBuffer.allocateDirect(longest);
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(Frame frame, Numbers numbers) throws IOException {
        frame.into(out, numbers);
        expected = frame.status();
        sent = System.nanoTime();
        // A request is far smaller than the buffer of a socket on which nothing else is under way.
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** @return whether the answer is there */
    boolean receive() throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new EOFException("the server has ended a connection");
        }
        return reader.read(in.flip());
    }

    int status() {
        return reader.status();
    }

    boolean isAsExpected() {
        return reader.status() == expected;
    }

    long micros() {
        return (System.nanoTime() - sent) / 1000;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
