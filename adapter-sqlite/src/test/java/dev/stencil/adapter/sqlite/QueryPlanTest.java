package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.sqlite.file.Handle;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for often costs the same however much is stored: it is found by an index and comes out in order. */
class QueryPlanTest {
    private static final Predicate<String> SQL =
            Pattern.compile("^(SELECT|INSERT|UPDATE|DELETE) .*(?<!WHERE )$", Pattern.DOTALL).asMatchPredicate();
    private static final Predicate<String> WHOLE_TABLE =
            Pattern.compile("^SCAN (users|roles|templates|sessions|revoked_tokens|tombstones)\\b").asPredicate();

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
        for (String sql : List.of(
                SqliteTemplateRepository.BY_ID, SqliteTemplateRepository.HEAD, SqliteTemplateRepository.REPLACE,
                SqliteTemplateRepository.REMOVE_BY_ID)) {
            assertThat(plan(sql)).singleElement().asString().startsWith("SEARCH templates USING").endsWith("(id=?)");
        }
    }

    @Test
    void theLatestTemplateIsTheLastOfAnIndex() throws Exception {
        assertThat(plan(SqliteTemplateRepository.LATEST)).allMatch(step -> !step.startsWith("SCAN"));
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
    void listsOfAccountsAreMergedOfTwoThatAnIndexHasInOrder() throws Exception {
        String ofState = "SEARCH users USING INDEX users_by_state (active=? AND disabled=? AND key>?)";
        assertThat(plan(SqliteUserRepository.LIST)).containsExactly(
                "MERGE (UNION ALL)", "LEFT", ofState, "RIGHT", ofState);
        String ofRole = "SEARCH roles USING PRIMARY KEY (role=? AND active=? AND disabled=? AND key>?)";
        String one = "SEARCH users USING PRIMARY KEY (id=?)";
        assertThat(plan(SqliteUserRepository.LIST_OF_ROLE)).containsExactly(
                "MERGE (UNION ALL)", "LEFT", ofRole, one, "RIGHT", ofRole, one);
    }

    @Test
    void archivesAreReadInTheOrderOfIds() throws Exception {
        for (String sql : List.of(SqliteArchive.USERS, SqliteArchive.TEMPLATES)) {
            assertThat(plan(sql)).singleElement().asString().startsWith("SEARCH").endsWith("(id>?)");
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
        assertThat(plan(SqliteUserRepository.CLOSED))
                .containsExactly("SEARCH users USING INDEX users_by_state (active=?)");
        assertThat(plan(SqliteUserRepository.TOMBSTONES))
                .containsExactly("SEARCH tombstones USING COVERING INDEX tombstones_by_time (deleted<?)");
        assertThat(plan(SqliteTemplateRepository.REMOVE_ALL))
                .anyMatch(step -> step.startsWith("SEARCH templates USING COVERING INDEX"))
                .noneMatch(step -> step.startsWith("SCAN templates"));
    }

    @Test
    void oneSessionIsFoundByItsWholeKey() throws Exception {
        for (String sql : List.of(
                SqliteSessionRepository.FIND, SqliteSessionRepository.REFRESH, SqliteSessionRepository.TOUCH,
                SqliteSessionRepository.REMOVE)) {
            assertThat(plan(sql)).containsExactly("SEARCH sessions USING PRIMARY KEY (user=? AND id=?)");
        }
    }

    @Test
    void oneAccountOrTemplateIsFoundByItsIdOrKeyAndOneAccountChangedAndDeleted() throws Exception {
        for (String sql : List.of(
                SqliteArchive.OWNER, SqliteArchive.USER_BY_KEY, SqliteArchive.TEMPLATE_BY_KEY,
                SqliteUserRepository.BY_ID, SqliteUserRepository.REPLACE, SqliteUserRepository.BURY,
                SqliteUserRepository.DELETE, SqliteUserRepository.REMOVE_TOMBSTONE)) {
            assertThat(plan(sql)).singleElement().asString().startsWith("SEARCH").contains("=?)");
        }
    }

    /** Whatever was added and has no test above. */
    @Test
    void noStatementReadsAWholeTableOrSorts() throws Exception {
        List<String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(30);
        for (String sql : statements) {
            assertThat(plan(sql)).as(sql).noneMatch(step -> WHOLE_TABLE.test(step) || step.contains("B-TREE"));
        }
    }

    /** Every constant that is SQL, but for those that others begin with. */
    private static List<String> statements() throws IllegalAccessException {
        List<String> statements = new ArrayList<>();
        for (Class<?> type : List.of(
                SqliteTemplateRepository.class, SqliteUserRepository.class, SqliteSessionRepository.class,
                SqliteArchive.class)) {
            for (Field field : type.getDeclaredFields()) {
                field.setAccessible(true);
                if (field.getType() == String.class && SQL.test(String.valueOf(field.get(null)))) {
                    statements.add(String.valueOf(field.get(null)));
                }
            }
        }
        return statements;
    }
}
