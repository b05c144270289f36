package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import dev.stencil.testing.StencilServer;
import dev.stencil.testing.TestStencil;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The resource API, on every store: what several clients do to one list or one template at once. */
class ResourceApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEMPLATES = "/api/v1/templates";
    private static final int MANY = 5_000;
    private static final int WRITERS = 100;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void pagesNeitherLoseNorRepeatWhatIsThereAllAlong(EveryStore store) throws Exception {
        try (EveryStore.Empty empty = store.empty(folder);
                StencilServer server = StencilServer.start(empty.storage())) {
            TestClient alice = alice(server);
            List<String> old = addMany(empty.storage(), MANY);
            Set<String> staying = new HashSet<>(old);
            List<String> seen = new ArrayList<>();
            String path = TEMPLATES + "?limit=7";
            for (int page = 0; !path.isEmpty(); page++) {
                HttpResponse<String> answer = alice.get(path);
                assertThat(answer.statusCode()).isEqualTo(200);
                JSON.readTree(answer.body()).get("items").forEach(item -> seen.add(item.get("id").asString()));
                if (page % 10 == 0) {
                    // From both ends, and the one that the cursor names.
                    for (String gone : Set.of(old.get(page), old.get(MANY - 1 - page), seen.getLast())) {
                        assertThat(alice.delete(TEMPLATES + '/' + gone).statusCode()).isEqualTo(204);
                        staying.remove(gone);
                    }
                    assertThat(alice.post(TEMPLATES, Map.of("content", "new " + page)).statusCode()).isEqualTo(201);
                }
                path = next(answer);
            }
            assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
            assertThat(seen.stream().filter(staying::contains)).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWritersThatExpectOneVersionOneWins(EveryStore store) throws Exception {
        try (EveryStore.Empty empty = store.empty(folder);
                StencilServer server = StencilServer.start(empty.storage())) {
            TestClient alice = alice(server);
            String location = create(alice, Map.of());
            List<Integer> statuses = Race.of(WRITERS, i -> () -> alice
                    .put(location, "\"1\"", Map.of("content", "written by " + i))
                    .statusCode());
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
            assertThat(read(alice, location).get("version").asInt()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void patchesOfDifferentMembersAreAllThereAtTheEnd(EveryStore store) throws Exception {
        try (EveryStore.Empty empty = store.empty(folder);
                StencilServer server = StencilServer.start(empty.storage())) {
            TestClient alice = alice(server);
            String location = create(alice, Map.of());
            List<Integer> statuses = Race.of(
                    WRITERS, i -> () -> alice.patch(location, Map.of("content", Map.of("member" + i, i))).statusCode());
            assertThat(statuses).containsOnly(200);
            JsonNode template = read(alice, location);
            assertThat(template.get("version").asInt()).isEqualTo(1 + WRITERS);
            for (int i = 0; i < WRITERS; i++) {
                assertThat(template.get("content").get("member" + i).asInt()).isEqualTo(i);
            }
        }
    }

    private static TestClient alice(StencilServer server) {
        TestClient client = new TestClient(server.url());
        client.useToken(server.account("alice").accessToken());
        return client;
    }

    /** In the order of the list: several share a millisecond. */
    private static List<String> addMany(Storage storage, int count) {
        Id owner = storage.users().find(new UserName("alice")).orElseThrow().id();
        Instant start = Instant.ofEpochMilli(1_700_000_000_000L);
        return IntStream.range(0, count)
                .mapToObj(i -> Template.create(
                        new Id("6553f100%016x".formatted(i)),
                        owner,
                        Content.of("old " + i, ContentLimits.DEFAULT),
                        start.plusMillis(i / 3)))
                // Added the usual way, each would be compared with all others by a store without indexes.
                .peek(template -> storage.intake().put(template, KeyRole.HOLDER))
                .map(template -> template.id().hex())
                .toList();
    }

    private static String create(TestClient client, Object content) throws Exception {
        return client.post(TEMPLATES, Map.of("content", content)).headers().firstValue("Location").orElseThrow();
    }

    private static JsonNode read(TestClient client, String location) throws Exception {
        return JSON.readTree(client.get(location).body());
    }

    private static String next(HttpResponse<String> page) {
        return page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>'))).orElse("");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCreatedAfterTheClockWasSetBackComesLast(EveryStore store) {
        try (EveryStore.Empty empty = store.empty(folder);
                TestStencil first = TestStencil.start(empty.storage());
                TestStencil restarted = TestStencil.start(empty.storage())) {
            restarted.clock().move(Duration.ofHours(-3));
            Id owner = first.account().id();
            Template before = create(first, owner, "before");
            Template after = create(restarted, owner, "after");
            Template last = create(restarted, owner, "last");

            assertThat(empty.storage().templates().page(owner, before.position(), Order.OLDEST_FIRST, 10).items())
                    .containsExactly(after, last);
        }
    }

    private static Template create(TestStencil core, Id owner, String content) {
        return core.stencil().manageTemplates().create(owner, Content.of(content, ContentLimits.DEFAULT));
    }
}
