package dev.stencil.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.app.EveryStore;
import dev.stencil.app.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that was asked of the original is asked of the whole server, on every store and in both settings. */
class GoldenReplayTest {
    private static final String SECRET = "a secret of this test, of 32 bytes or more";

    private final List<Recorded> cases = Recorded.all();

    @TempDir
    private Path folder;

    @Test
    void theRecordingIsComplete() {
        assertThat(cases).hasSize(415);
    }

    @ParameterizedTest(name = "{0}, {1} status codes")
    @MethodSource("storesAndSettings")
    void everyAnswerIsTheRecordedOneOrAnIntendedDifference(EveryStore store, OriginalStatusCodes setting)
            throws IOException {
        Map<String, String> environment = Map.of(
                "JWT_SECRET_KEY", SECRET,
                "LOGIN_FREE_FAILURES", "off",
                "SEED_STATUS_CODES", setting.name().toLowerCase(Locale.ROOT));
        try (EveryStore.Empty empty = store.empty(folder);
                TestServer server = TestServer.start(empty.storage(), environment)) {
            Map<Recorded, Reply> seen = Replay.of(cases, server.url(), SECRET);

            assertThat(Judgement.complaints(seen, Differences.all(), setting)).isEmpty();
        }
    }

    static Stream<Arguments> storesAndSettings() {
        return Arrays.stream(EveryStore.values())
                .flatMap(store -> Arrays.stream(OriginalStatusCodes.values())
                        .map(setting -> Arguments.of(store, setting)));
    }
}
