package dev.stencil.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** One thread with some of the connections. */
final class Loop implements Callable<Loop> {
    private static final int BUFFER = 64 * 1024;
    private static final long MOST_MILLIS_OF_SILENCE = 10_000;

    private final int port;
    private final int connections;
    private final Turns turns;
    private final Numbers numbers;
    private final Histogram latency = new Histogram();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long wrong;
    private long ended;

    Loop(int port, int connections, Turns turns, Numbers numbers) {
        this.port = port;
        this.connections = connections;
        this.turns = turns;
        this.numbers = numbers;
    }

    Histogram latency() {
        return latency;
    }

    Map<Integer, Long> statuses() {
        return statuses;
    }

    long wrong() {
        return wrong;
    }

    /** When its last answer came. */
    long ended() {
        return ended;
    }

    @Override
    public Loop call() throws IOException {
        List<Peer> peers = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
            for (int i = 0; i < connections; i++) {
                peers.add(new Peer(port, selector, in, turns.longest()));
            }
            int busy = 0;
            for (Peer peer : peers) {
                busy += next(peer) ? 1 : 0;
            }
            while (busy > 0) {
                busy -= serve(selector);
            }
            return this;
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    private boolean next(Peer peer) throws IOException {
        Frame frame = turns.next();
        if (frame == null) {
            return false;
        }
        peer.send(frame, numbers);
        return true;
    }

    /** @return how many connections have nothing left to do */
    private int serve(Selector selector) throws IOException {
        int finished = 0;
        if (selector.select(MOST_MILLIS_OF_SILENCE) == 0) {
            throw new IOException("the server does not answer");
        }
        for (var key : selector.selectedKeys()) {
            Peer peer = (Peer) key.attachment();
            if (peer.receive()) {
                note(peer);
                finished += next(peer) ? 0 : 1;
            }
        }
        selector.selectedKeys().clear();
        return finished;
    }

    private void note(Peer peer) {
        latency.record(peer.micros());
        statuses.merge(peer.status(), 1L, Long::sum);
        wrong += peer.isAsExpected() ? 0 : 1;
        ended = System.nanoTime();
    }
}
