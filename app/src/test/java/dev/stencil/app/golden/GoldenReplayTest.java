package dev.stencil.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.app.EveryStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
            throws Exception {
        Map<String, String> environment = Map.of(
                "JWT_SECRET_KEY", SECRET,
                "LOGIN_FREE_FAILURES", "off",
                "SEED_STATUS_CODES", setting.name().toLowerCase(Locale.ROOT));
        store.serve(folder, environment, (storage, server) -> assertThat(
                Judgement.complaints(replay(URI.create(server.url())), Difference.all(), setting)).isEmpty());
    }

    /** Sends the recorded requests in their order to a server that holds nothing yet. */
    private Map<Recorded, Reply> replay(URI server) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        Tokens tokens = new Tokens(cases, SECRET);
        Map<Recorded, Reply> seen = new LinkedHashMap<>();
        for (Recorded recorded : cases) {
            RawAnswer answer = RawHttp.send(address, recorded.request(tokens::replaceNames));
            tokens.remember(recorded, answer);
            seen.put(recorded, Reply.of(answer));
        }
        return seen;
    }

    static Stream<Arguments> storesAndSettings() {
        return Arrays.stream(EveryStore.values())
                .flatMap(store -> Arrays.stream(OriginalStatusCodes.values())
                        .map(setting -> Arguments.of(store, setting)));
    }
}
