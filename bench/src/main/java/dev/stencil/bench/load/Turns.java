package dev.stencil.bench.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: hands out the calls one after the other, until time or number are over. */
final class Turns {
    private final List<Frame> frames;
    private final long calls;
    private final long deadline;
    private final AtomicLong turn = new AtomicLong();

    Turns(Traffic traffic, int port, Extent extent) {
        this.frames =
                traffic.calls().stream().map(call -> new Frame(call, "127.0.0.1:" + port)).toList();
        this.calls = extent.calls();
        this.deadline = System.nanoTime() + extent.time().toNanos();
    }

    /** @return nothing when it is over */
    @Nullable
    Frame next() {
        long mine = turn.getAndIncrement();
        if (mine >= calls || System.nanoTime() - deadline >= 0) {
            return null;
        }
        return frames.get((int) (mine % frames.size()));
    }

    int longest() {
        return frames.stream().mapToInt(Frame::length).max().orElseThrow();
    }
}
