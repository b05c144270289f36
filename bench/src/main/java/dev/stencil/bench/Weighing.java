package dev.stencil.bench;

import dev.stencil.bench.load.Extent;
import dev.stencil.bench.load.Generator;
import dev.stencil.bench.load.Sockets;
import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.result.Footprint;
import dev.stencil.bench.result.Spread;
import dev.stencil.bench.scenario.Scenario;
import dev.stencil.bench.server.Server;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How soon Stencil answers, and what memory it takes. */
record Weighing(Servers servers, Effort effort, Generator generator, Store store, Scenario reads) {
    private static final int FEW_HUNDRED = 300;

    Footprint run() throws IOException, InterruptedException {
        try (Stage stage = Stage.stencil(servers, store, reads.templates(), Map.of())) {
            List<Double> starts = new ArrayList<>();
            Server server = stage.server();
            Traffic few = reads.requests().of(stage.account(), 2);
            new Meter(new Sockets()).measure(server, few, new Extent(effort.warmUp().plusSeconds(5), FEW_HUNDRED));
            TimeUnit.SECONDS.sleep(2);
            Optional<Long> idle = server.residentMebibytes();
            Traffic many = reads.requests().of(stage.account(), effort.connections());
            new Meter(generator).measure(server, many, Extent.of(effort.warmUp()));
            Optional<Long> loaded = server.residentMebibytes();
            server.close();
            for (int i = 0; i < effort.starts(); i++) {
                try (Server again = servers.stencil(stage.place(), Map.of())) {
                    starts.add(again.startTime().toNanos() / 1e6);
                }
            }
            return new Footprint(store.title(), Spread.of(starts, Double::doubleValue), idle, loaded);
        }
    }
}
