package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Event;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Log lines and events have the id of their request in the diagnostic context. */
class RequestIdTest {
    private static final String KEY = "request";
    private static final int PAGES = 5;

    @Test
    void anEventHasTheRequestId() throws Exception {
        Map<Class<?>, String> seen = new ConcurrentHashMap<>();
        try (TestServer server = new TestServer((Event event) -> seen.put(event.getClass(), MDC.get(KEY)))) {
            String user = "{\"username\":\"ada\",\"password\":\"secret\"}";
            Response registered = server.post("/api/v1/users", user);
            Response signedIn = server.post("/api/v1/login", user);
            Response failed = server.post("/api/v1/login", user.replace("secret", "wrong"));
            assertThat(seen).containsExactlyInAnyOrderEntriesOf(Map.of(
                    Event.Registered.class, registered.header("X-Request-Id"),
                    Event.SignedIn.class, signedIn.header("X-Request-Id"),
                    Event.SignInFailed.class, failed.header("X-Request-Id")));
        }
    }

    @Test
    void laterPartsOfAnAnswerHaveTheRequestIdToo() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        LongList list = new LongList(PAGES, 1, page -> seen.add(String.valueOf(MDC.get(KEY))));
        try (TestServer server = new TestServer(list).with("ada")) {
            for (String path : new String[]{"/get", "/api/v1/users/me/export"}) {
                Response answer = server.get(path, "ada");
                assertThat(seen).hasSize(PAGES).containsOnly(answer.header("X-Request-Id"));
                seen.clear();
            }
        }
    }
}
