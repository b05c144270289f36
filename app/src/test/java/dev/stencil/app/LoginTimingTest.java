package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Storage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a log-in with a wrong password takes, by what is known of the name: its measure must not tell which
 * names there are. Prints medians, to be read on an idle machine: {@code mvn -Pload verify} runs it.
 */
@Tag("load")
class LoginTimingTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 200);
    private static final int WARM_UP = 20;
    private static final List<String> NAMES = List.of("unknown", "legacy", "new");

    @Test
    void mediansByWhatIsKnownOfTheName(@TempDir Path folder) throws Exception {
        Storage storage = SqliteStorage.open(folder);
        try (TestServer server = TestServer.start(storage, Map.of("LOGIN_FREE_FAILURES", "off"))) {
            TestClient client = server.client();
            client.register("new", "correct horse");
            client.register("legacy", "correct horse");
            User user = storage.users().find(new UserName("legacy")).orElseThrow();
            assertThat(storage.users().replace(user, user.rehashed(Sha256.hex("correct horse"), Instant.now())))
                    .isTrue();

            List<long[]> times = new ArrayList<>();
            NAMES.forEach(name -> times.add(new long[ROUNDS]));
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                // In turns: whatever else the machine does, it does to all three.
                for (int i = 0; i < NAMES.size(); i++) {
                    long time = timeToLogIn(client, NAMES.get(i));
                    if (round >= 0) {
                        times.get(i)[round] = time;
                    }
                }
            }
            double base = median(times.getLast());
            for (int i = 0; i < NAMES.size(); i++) {
                double median = median(times.get(i));
                System.out.printf("log-in, wrong password, %-8s median %6.2f ms, %+5.1f %%%n", NAMES.get(i),
                        median / 1e6, 100 * (median / base - 1));
            }
        }
    }

    private static long timeToLogIn(TestClient client, String name) throws Exception {
        long start = System.nanoTime();
        assertThat(client.tryLogin(name, "wrong horse").statusCode()).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private static double median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }
}
