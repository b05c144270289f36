package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {
    private static final String KEYS = "/.well-known/jwks.json";

    @Test
    void thePublicKeysAreCurrentAndMayBeCachedForAMinute() throws Exception {
        try (TestServer server = new TestServer()) {
            assertThat(server.send(server.request(KEYS)).body()).isEqualTo("{\"keys\":[]}");
            String rotated = "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"next\"}]}";
            server.tokens.publicKeys = rotated;
            Response answer = server.send(server.request(KEYS).header("Accept", "text/html"));
            assertThat(answer.body()).isEqualTo(rotated);
            assertThat(answer.header("Content-Type")).isEqualTo("application/jwk-set+json");
            assertThat(answer.header("Cache-Control")).isEqualTo("max-age=60");
        }
    }

    @Test
    void thePublicKeysAreAnsweredEvenIfAllWorkersAreBusy() throws Exception {
        try (BusyServer busy = new BusyServer()) {
            busy.server.send(busy.server.request(KEYS)).expect(200);
        }
    }
}
