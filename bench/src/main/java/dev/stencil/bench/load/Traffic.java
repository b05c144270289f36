package dev.stencil.bench.load;

import java.util.List;

/**
 * Requests that are sent one after the other, from the first again after the last.
 *
 * @param calls at least one
 * @param connections that send them
 */
public record Traffic(List<Call> calls, int connections) {
    public Traffic {
        calls = List.copyOf(calls);
    }

    public static Traffic of(int connections, Call... calls) {
        return new Traffic(List.of(calls), connections);
    }
}
