package dev.stencil.bench;

import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.server.Server;
import java.util.function.Supplier;

/**
 * One of two servers that are compared.
 *
 * @param traffic for the next round
 */
record Side(Server server, Supplier<Traffic> traffic) {}
