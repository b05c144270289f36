package dev.stencil.adapter.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stencil.adapter.http.transport.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {
    private static final int MIB = 1024 * 1024;
    private static final int WORKERS = 32;

    private final HeapBudget budget = HeapBudget.of(128 * MIB, WORKERS);

    private HeapBudget.Share of(String account, String address) {
        return budget.share(() -> List.of(account, address));
    }

    private static int status(Runnable action) {
        return catchThrowableOfType(HttpProblem.class, action::run).status();
    }

    @Test
    void aRequestAboveItsShareIsTooLargeHoweverMuchIsFree() {
        try (HeapBudget.Share share = of("ada", "one")) {
            assertThat(status(() -> share.take(Long.MAX_VALUE / 2))).isEqualTo(413);
        }
        try (HeapBudget.Share share = of("ada", "one")) {
            assertThat(status(() -> {
                while (true) {
                    share.take(1000);
                }
            })).isEqualTo(413);
        }
    }

    @Test
    void oneAccountOrOneAddressHasHalfAtMost() {
        try (HeapBudget.Share first = of("ada", "one");
                HeapBudget.Share other = of("ada", "two");
                HeapBudget.Share neighbour = of("bob", "one");
                HeapBudget.Share stranger = of("cleo", "three")) {
            first.take(12 * MIB);
            assertThat(status(() -> other.take(2 * MIB))).isEqualTo(503);
            assertThat(status(() -> neighbour.take(2 * MIB))).isEqualTo(503);
            stranger.take(12 * MIB);
        }
    }

    @Test
    void allRequestsShareAFifthOfTheHeapAndSmallOnesAreNeverRefused() {
        List<HeapBudget.Share> large = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            large.add(of("account" + i, "address" + i));
        }
        large.get(0).take(12 * MIB);
        large.get(1).take(12 * MIB);
        assertThat(status(() -> large.get(2).take(3 * MIB))).isEqualTo(503);
        for (int i = 0; i < WORKERS; i++) {
            of("account0", "address0").take(128 * MIB / 16 / WORKERS);
        }
        large.get(0).close();
        large.get(3).take(3 * MIB);
        large.forEach(HeapBudget.Share::close);
        assertThatCode(() -> of("account0", "address0").take(12 * MIB)).doesNotThrowAnyException();
    }

    @Test
    void nothingIsLostByClosing() {
        for (int i = 0; i < 1000; i++) {
            try (HeapBudget.Share share = of("ada", "one"); HeapBudget.Share other = of("bob", "two")) {
                share.take(i * 10_000L);
                other.take(i * 10_000L);
            }
        }
    }

    @Test
    void aListIsNeverTooLargeButMayFindNoRoom() {
        try (HeapBudget.Share share = of("ada", "one"); HeapBudget.Share another = of("ada", "two")) {
            share.takeAtMost(1000 * MIB);
            share.takeAtMost(1000 * MIB);
            another.takeAtMost(1);
            assertThat(status(() -> another.takeAtMost(2 * MIB))).isEqualTo(503);
        }
        try (HeapBudget.Share share = of("ada", "one")) {
            share.takeAtMost(2 * MIB);
        }
    }
}
