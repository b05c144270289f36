package dev.stencil.adapter.http.transport;

import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xnio.Buffers;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Filter between Undertow and one socket, which replaces Undertow's own answers. Undertow answers a request that it
 * cannot parse by itself, with 400 and no explanation. Anything written while no handler has a request of this
 * connection is such an answer, and ours is sent in its place.
 */
final class Connection {
    private final StreamConnection channel;
    private final Function<HttpProblem, Answer> refusals;
    private volatile boolean busy;
    private volatile RequestHead head = new RequestHead();
    /** Whether the rest of a body must come: then the end of the input is an error. */
    private volatile boolean awaitsBody;
    private volatile boolean bodyIsBroken;
    private volatile @Nullable Chunks chunks;

    /** @param refusals makes the answer to a request that no handler sees */
    Connection(StreamConnection channel, Function<HttpProblem, Answer> refusals) {
        this.channel = channel;
        this.refusals = refusals;
        channel.getSourceChannel().setConduit(new Source(channel.getSourceChannel().getConduit()));
        channel.getSinkChannel().setConduit(new Sink(channel.getSinkChannel().getConduit()));
    }

    StreamConnection channel() {
        return channel;
    }

    boolean isBusy() {
        return busy;
    }

    /** @return whether a handler may have the request: otherwise {@link RequestHead#refusal} is sent */
    boolean begin() {
        busy = head.isFit();
        return busy;
    }

    /** @param next what was read beyond the request whose answer is out */
    void end(@Nullable PooledByteBuffer next) {
        RequestHead nextHead = new RequestHead();
        if (next != null) {
            nextHead.read(next.getBuffer());
        }
        head = nextHead;
        awaitsBody = false;
        bodyIsBroken = false;
        chunks = null;
        busy = false;
    }

    /** @param beyondHead what was read with the head */
    void awaitBody(boolean chunked, @Nullable PooledByteBuffer beyondHead) {
        awaitsBody = true;
        Chunks check = chunked ? new Chunks() : null;
        chunks = check;
        bodyIsBroken = check != null && beyondHead != null && !check.accept(beyondHead.getBuffer().duplicate());
    }

    /** Notes that the rest of the body, if there is any, is not needed. */
    void stopAwaitingBody() {
        awaitsBody = false;
    }

    /** Whether the body is malformed or ended too early. */
    boolean isBodyBroken() {
        return bodyIsBroken;
    }

    private final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {
        Source(StreamSourceConduit next) {
            super(next);
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            int begin = buffer.position();
            int count = super.read(buffer);
            ByteBuffer more = buffer.duplicate().flip().position(begin);
            return busy ? readBody(count, more, buffer) : readHead(count, more, buffer);
        }

        /** Withholds what is malformed. */
        private int readBody(int count, ByteBuffer more, ByteBuffer buffer) {
            Chunks check = chunks;
            boolean wasBroken = bodyIsBroken;
            bodyIsBroken = wasBroken || (count < 0 ? awaitsBody : check != null && !check.accept(more));
            if (!bodyIsBroken) {
                return count;
            }
            buffer.position(buffer.position() - Math.max(0, count));
            // Undertow would close the connection without an answer, so it gets no more of this body.
            return wasBroken && count < 0 && !awaitsBody ? count : 0;
        }

        /** Takes empty lines out of what was read. */
        private int readHead(int count, ByteBuffer more, ByteBuffer buffer) {
            int begin = more.position();
            head.read(more);
            if (more.position() == begin) {
                return count;
            }
            int left = more.remaining();
            buffer.position(begin).put(more);
            return left;
        }
    }

    private final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {
        private @Nullable ByteBuffer instead;

        Sink(StreamSinkConduit next) {
            super(next);
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            if (!busy) {
                return replace(buffer);
            }
            // The JDK copies all that it is given, however little the socket takes of it.
            int limit = buffer.limit();
            buffer.limit(buffer.position() + Math.min(buffer.remaining(), Limits.WRITTEN_AT_A_TIME));
            try {
                return super.write(buffer);
            } finally {
                buffer.limit(limit);
            }
        }

        @Override
        public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
            if (busy && Buffers.remaining(buffers, offset, length) <= Limits.WRITTEN_AT_A_TIME) {
                return super.write(buffers, offset, length);
            }
            for (int i = offset; i < offset + length; i++) {
                if (buffers[i].hasRemaining()) {
                    return write(buffers[i]);
                }
            }
            return 0;
        }

        @Override
        public int writeFinal(ByteBuffer buffer) throws IOException {
            return Conduits.writeFinalBasic(this, buffer);
        }

        @Override
        public long writeFinal(ByteBuffer[] buffers, int offset, int length) throws IOException {
            return Conduits.writeFinalBasic(this, buffers, offset, length);
        }

        /** Writes our answer in place of Undertow's, which counts as written once all of ours is. */
        private int replace(ByteBuffer undertows) throws IOException {
            ByteBuffer ours = instead;
            if (ours == null) {
                instead = ours = head.refusal(refusals);
                drain();
            }
            super.write(ours);
            int count = ours.hasRemaining() ? 0 : undertows.remaining();
            undertows.position(undertows.position() + count);
            return count;
        }

        /**
         * Reads the rest of the request: closing a connection with unread input resets it, and the answer may be lost.
         */
        private void drain() throws IOException {
            ByteBuffer waste = ByteBuffer.allocate(Limits.REQUEST_HEAD);
            StreamSourceConduit source = channel.getSourceChannel().getConduit();
            for (int i = 0; i < Limits.REFUSED_HEADS_DRAINED && source.read(waste) > 0; i++) {
                waste.clear();
            }
        }
    }
}
