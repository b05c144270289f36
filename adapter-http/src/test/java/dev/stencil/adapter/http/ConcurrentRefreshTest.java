package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentRefreshTest {
    private static final int CALLERS = 50;

    @Test
    void fiftyRefreshesAtOnceAllGetWorkingTokensOfOneSession() throws Exception {
        try (TestServer server = new TestServer().with("ada");
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            SignedInUser ada = SignedInUser.signIn(server, "ada");
            List<SignedInUser> refreshed = new ArrayList<>();
            for (Future<SignedInUser> one : callers.invokeAll(
                    Collections.<Callable<SignedInUser>>nCopies(CALLERS, () -> refreshUntilAnswered(ada)))) {
                refreshed.add(one.get());
            }
            assertThat(refreshed).extracting(SignedInUser::refreshToken)
                    .containsOnly(refreshed.getFirst().refreshToken());
            for (SignedInUser one : refreshed) {
                assertThat(one.sessions()).isEqualTo(ada.sessions()).hasSize(1);
            }
            refreshed.getLast().refresh().expect(200);
        }
    }

    /** Repeats a refresh that is answered with 503, as more come at once than fit. */
    private static SignedInUser refreshUntilAnswered(SignedInUser user) throws Exception {
        Response answer = user.refresh();
        while (answer.status() == 503) {
            answer = user.refresh();
        }
        return SignedInUser.of(user.server(), answer.expect(200));
    }
}
