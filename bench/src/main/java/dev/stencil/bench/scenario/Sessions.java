package dev.stencil.bench.scenario;

import dev.stencil.core.domain.Access;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.RefreshState;
import dev.stencil.core.domain.RefreshToken;
import dev.stencil.core.domain.Session;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SessionLimits;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sessions by the thousand, put into the store: logging in so often would take minutes of hashing. */
public final class Sessions {
    private static final int THREADS = 16;

    private final SessionRepository sessions;
    private final IdGenerator ids = new IdGenerator(InstantSource.system());
    private final Id user;

    private Sessions(Storage storage, Account account) {
        this.sessions = storage.sessions();
        this.user = new Id(account.id());
    }

    /** @return their refresh tokens */
    public static List<String> begin(Storage storage, Account account, int count)
            throws ExecutionException, InterruptedException {
        Sessions beginning = new Sessions(storage, account);
        List<String> tokens = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            Callable<String> one = beginning::begin;
            for (Future<String> token : executor.invokeAll(Collections.nCopies(count, one))) {
                tokens.add(token.get());
            }
        }
        return tokens;
    }

    private String begin() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Id id = ids.next();
        RefreshToken token = RefreshToken.first(user, id);
        sessions.add(new Session(SessionId.of(id), user, Access.UNRESTRICTED.epoch(), Client.at("127.0.0.1"),
                RefreshState.of(token), now, now, SessionLimits.DEFAULT.expiry(now, now)));
        return token.text();
    }
}
