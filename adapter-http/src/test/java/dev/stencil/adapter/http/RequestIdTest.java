package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Log lines and events have the id of their request in the diagnostic context. */
class RequestIdTest {
    private static final String KEY = "request";
    private static final int PAGES = 5;

    @Test
    void anEventKnowsTheRequestThatItCameFrom() throws Exception {
        Map<Class<?>, String> seen = new ConcurrentHashMap<>();
        try (TestServer server = new TestServer((Event event) -> seen.put(event.getClass(), MDC.get(KEY)))) {
            String user = "{\"username\":\"ada\",\"password\":\"secret\"}";
            HttpResponse<String> registered = server.post("/api/v1/users", user);
            HttpResponse<String> signedIn = server.post("/api/v1/login", user);
            HttpResponse<String> failed = server.post("/api/v1/login", user.replace("secret", "wrong"));
            assertThat(seen).containsExactlyInAnyOrderEntriesOf(Map.of(
                    Event.Registered.class, idOf(registered),
                    Event.SignedIn.class, idOf(signedIn),
                    Event.SignInFailed.class, idOf(failed)));
        }
    }

    @Test
    void laterPartsOfAnAnswerKnowItToo() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        NoTemplates list = new NoTemplates() {
            private final IdGenerator ids = new IdGenerator(InstantSource.system());
            private int asked;

            @Override
            public Page page(Id owner, @Nullable Position after, Order order, int limit) {
                seen.add(String.valueOf(MDC.get(KEY)));
                Template template = Template.create(ids.next(), owner, Content.stored("x"), Instant.EPOCH);
                asked++;
                return new Page(
                        List.of(template), asked % PAGES == 0 ? Optional.empty() : Optional.of(template.position()));
            }
        };
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list)) {
            server.register("ada");
            for (String path : new String[]{"/get", "/api/v1/users/me/export"}) {
                HttpResponse<String> answer = server.get(path, "ada");
                assertThat(seen).hasSize(PAGES).containsOnly(idOf(answer));
                seen.clear();
            }
        }
    }

    private static String idOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }
}
