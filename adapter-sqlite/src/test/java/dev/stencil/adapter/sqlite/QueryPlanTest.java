package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for often costs the same however much is stored: it is found by an index and comes out in order. */
class QueryPlanTest {
    @TempDir
    Path temp;

    @BeforeEach
    void fill() {
        DatabaseFiles.filled(temp);
    }

    private List<String> plan(String sql) throws Exception {
        try (Handle handle = Handle.open(temp.resolve("stencil.db"), "mode=ro")) {
            return handle.query("EXPLAIN QUERY PLAN " + sql, rows -> {
                List<String> plan = new ArrayList<>();
                while (rows.next()) {
                    plan.add(rows.getString("detail"));
                }
                return plan;
            });
        }
    }

    @Test
    void pagesAreReadInTheOrderOfAnIndex() throws Exception {
        assertThat(plan(SqliteTemplateRepository.OLDEST_FIRST)).containsExactly(
                "SEARCH templates USING INDEX templates_by_place (owner=? AND (created,id)>(?,?))");
        assertThat(plan(SqliteTemplateRepository.NEWEST_FIRST)).containsExactly(
                "SEARCH templates USING INDEX templates_by_place (owner=? AND (created,id)<(?,?))");
    }

    @Test
    void contentIsFoundByAnIndexTheOldestFirst() throws Exception {
        String byContent = "SEARCH templates USING COVERING INDEX templates_by_content (owner=? AND fingerprint=?)";
        assertThat(plan(SqliteTemplateRepository.OLDEST_EQUAL)).containsExactly(byContent);
        assertThat(plan(SqliteTemplateRepository.REMOVE)).contains(byContent).noneMatch(step -> step.contains("B-TREE"))
                .noneMatch(step -> step.startsWith("SCAN templates"));
        assertThat(plan(SqliteTemplateRepository.INSERT)).contains(byContent);
        assertThat(plan(SqliteTemplateRepository.EQUAL)).containsExactly(
                "SEARCH templates USING INDEX templates_by_content (owner=? AND fingerprint=?)");
    }

    @Test
    void oneTemplateIsFoundByItsId() throws Exception {
        assertThat(plan(SqliteTemplateRepository.BY_ID)).singleElement().asString().endsWith("(id=?)");
    }

    @Test
    void templatesAreCountedWithoutTheirRows() throws Exception {
        assertThat(plan(SqliteTemplateRepository.COUNT)).anyMatch(step -> step.contains("COVERING INDEX"));
    }

    @Test
    void usersAreFoundByTheRangeOfTheirKey() throws Exception {
        assertThat(plan(SqliteUserRepository.SHARING))
                .singleElement()
                .asString()
                .startsWith("SEARCH users USING INDEX")
                .endsWith("(key>? AND key<?)");
    }

    @Test
    void archivesAreReadInTheOrderOfIds() throws Exception {
        for (String sql : List.of(SqliteArchive.USERS, SqliteArchive.TEMPLATES)) {
            assertThat(plan(sql)).singleElement().asString().startsWith("SEARCH").endsWith("(id>?)");
        }
    }

    @Test
    void whatAnIntakeLooksForIsFoundByAnIndex() throws Exception {
        for (String sql : List.of(
                SqliteIntake.OWNER, SqliteIntake.USER_BY_KEY, SqliteIntake.TEMPLATE_BY_KEY)) {
            assertThat(plan(sql)).singleElement().asString().startsWith("SEARCH").contains("=?)");
        }
    }

    @Test
    void sessionsAreFoundByTheirUser() throws Exception {
        for (String sql : List.of(
                SqliteSessionRepository.FIND,
                SqliteSessionRepository.LIST,
                SqliteSessionRepository.REFRESH,
                SqliteSessionRepository.TOUCH,
                SqliteSessionRepository.REMOVE,
                SqliteSessionRepository.LATEST_TO_GO,
                SqliteSessionRepository.REMOVE_ALL_BUT,
                SqliteSessionRepository.REMOVE_EARLIER,
                SqliteSessionRepository.REMOVE_ALL,
                SqliteSessionRepository.FORGET_ALL,
                SqliteSessionRepository.IS_REVOKED)) {
            assertThat(plan(sql))
                    .anyMatch(step -> step.contains("USING PRIMARY KEY (user=?"))
                    .noneMatch(step -> step.startsWith("SCAN") || step.contains("B-TREE"));
        }
    }

    @Test
    void whatIsSweptIsFoundByAnIndex() throws Exception {
        assertThat(plan(SqliteSessionRepository.REMOVE_EXPIRED))
                .contains("SEARCH sessions USING COVERING INDEX sessions_by_expiry (expires<?)")
                .noneMatch(step -> step.startsWith("SCAN sessions"));
        assertThat(plan(SqliteSessionRepository.FORGET_EXPIRED))
                .contains("SEARCH revoked_tokens USING COVERING INDEX revoked_tokens_by_expiry (expires<?)")
                .noneMatch(step -> step.startsWith("SCAN revoked_tokens"));
        // The index has those that are closed, and nothing else.
        assertThat(plan(SqliteUserRepository.CLOSED)).containsExactly("SCAN users USING INDEX users_closed");
        assertThat(plan(SqliteUserRepository.TOMBSTONES))
                .containsExactly("SEARCH tombstones USING COVERING INDEX tombstones_by_time (deleted<?)");
        assertThat(plan(SqliteTemplateRepository.REMOVE_ALL))
                .anyMatch(step -> step.startsWith("SEARCH templates USING COVERING INDEX"))
                .noneMatch(step -> step.startsWith("SCAN templates"));
    }

    @Test
    void oneAccountIsChangedAndDeletedByItsId() throws Exception {
        for (String sql : List.of(
                SqliteUserRepository.REPLACE, SqliteUserRepository.BURY, SqliteUserRepository.DELETE,
                SqliteUserRepository.REMOVE_TOMBSTONE)) {
            assertThat(plan(sql)).singleElement().asString().startsWith("SEARCH").contains("=?)");
        }
    }
}
