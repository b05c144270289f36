package dev.stencil.bench.scenario;

/** What Stencil is measured beside. */
public enum Baseline {
    /** Nothing: bare code would have to do the same. */
    NONE,
    /** A worker waits for each request's data, also until what it writes is durable. */
    BLOCKING,
    /** What is written waits on no thread: the writer's loop answers when it is durable. */
    UNBLOCKED
}
