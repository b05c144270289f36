package dev.stencil.bench;

import dev.stencil.bench.load.Call;
import dev.stencil.bench.load.Extent;
import dev.stencil.bench.load.Generator;
import dev.stencil.bench.load.Sockets;
import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.result.Compared;
import dev.stencil.bench.scenario.Sessions;
import dev.stencil.bench.server.Place;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Refreshes sessions. A refresh token is good once, so each round has sessions of its own and ends with them. */
record Refreshing(Servers servers, Effort effort, Store store) {
    private static final int TEMPLATES = 10;
    private static final int SESSIONS_OF_A_ROUND = 2_000;
    private static final int WHERE_IT_SLOWS_DOWN = 200;
    private static final int ROUNDS_OF_WARM_UP = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    Compared run() throws IOException, InterruptedException {
        List<Call> calls = new ArrayList<>();
        try (Stage stage = Stage.on(servers, store, "stencil", TEMPLATES, (place, account) -> {
            int sessions = inARound(place) * (ROUNDS_OF_WARM_UP + effort.rounds());
            try (Storage storage = place.open()) {
                Sessions.begin(storage, account, sessions).forEach(token -> calls.add(refresh(token)));
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
            return servers.stencil(place, Map.of());
        })) {
            int each = inARound(stage.place());
            int warmUp = each * ROUNDS_OF_WARM_UP;
            Generator generator = new Sockets();
            Iterator<Traffic> parts = parts(calls, warmUp, each).iterator();
            Duel duel = new Duel(new Meter(generator), new Side(stage.server(), parts::next), null);
            return Compared.of("refresh", "refresh a session", store.title(), generator.name(),
                    duel.rounds(effort.rounds(), new Extent(LONGEST, warmUp), new Extent(LONGEST, each)),
                    stage.server().residentMebibytes());
        }
    }

    private static int inARound(Place place) {
        return place.slowsDown() ? WHERE_IT_SLOWS_DOWN : SESSIONS_OF_A_ROUND;
    }

    private static Call refresh(String token) {
        return Call.json("POST", "/api/v1/token/refresh", "{\"refresh_token\":\"" + token + "\"}", 200);
    }

    private List<Traffic> parts(List<Call> calls, int first, int each) {
        List<Traffic> parts = new ArrayList<>();
        parts.add(new Traffic(calls.subList(0, first), effort.connections()));
        for (int begin = first; begin < calls.size(); begin += each) {
            parts.add(new Traffic(calls.subList(begin, begin + each), effort.connections()));
        }
        return parts;
    }
}
