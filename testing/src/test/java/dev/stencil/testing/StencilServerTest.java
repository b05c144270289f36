package dev.stencil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StencilServerTest {
    @AutoClose
    private final StencilServer server = StencilServer.start();

    private int get(String path, String authorization) throws IOException {
        HttpURLConnection request = (HttpURLConnection) server.url().resolve(path).toURL().openConnection();
        request.setRequestProperty("Authorization", authorization);
        return request.getResponseCode();
    }

    @Test
    void tokensAreAcceptedUntilTheClockSaysThatTheyHaveExpired() throws IOException {
        TestAccount ada = server.account("ada");
        assertThat(get("/get", ada.authorization())).isEqualTo(200);
        server.core().clock().move(Duration.ofHours(2));
        assertThat(get("/get", ada.authorization())).isEqualTo(401);
    }

    @Test
    void aStorageThatIsAwayIsSeenInEveryAnswer() throws IOException {
        TestAccount ada = server.account("ada");
        server.core().storage().goAway();
        assertThat(get("/health/ready", "")).isEqualTo(503);
        assertThat(get("/get", ada.authorization())).isEqualTo(503);
        server.core().storage().comeBack();
        assertThat(get("/health/ready", "")).isEqualTo(200);
        assertThat(get("/get", ada.authorization())).isEqualTo(200);
    }

    @Test
    void tokensOfOneServerAreNoneOfAnother() throws IOException {
        try (StencilServer other = StencilServer.start()) {
            assertThat(get("/api/v1/users/me", other.account("ada").authorization())).isEqualTo(401);
        }
    }
}
