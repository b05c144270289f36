package dev.stencil.core.usecase.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>(4);

    @Test
    void networksTakeTurns() {
        add("a", "a1", "a2", "a3");
        add("b", "b1");
        assertThat(all()).containsExactly("a1", "b1", "a2", "a3");
        assertThat(queue.poll()).isNull();
    }

    @Test
    void whatIsAheadOfANewOneIsAsManyOfEachOtherNetworkAsItsOwnHas() {
        add("a", "a1", "a2", "a3");
        add("b", "b1");
        assertThat(queue.ahead("c")).isEqualTo(2);
        assertThat(queue.ahead("b")).isEqualTo(3);
        assertThat(queue.ahead("a")).isEqualTo(4);
    }

    @Test
    void theGreediestGivesItsLastPlaceUpToWhoeverHasTwoLess() {
        add("a", "a1", "a2", "a3", "a4");
        assertThat(queue.add("b", "b1")).isEqualTo("a4");
        assertThat(queue.add("b", "b2")).isEqualTo("a3");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> queue.add("b", "b3"));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> queue.add("a", "a5"));
        assertThat(all()).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    void whatWaitsNoMoreFreesItsPlace() {
        add("a", "a1", "a2");
        assertThat(queue.remove("a", "a1")).isTrue();
        assertThat(queue.remove("a", "a1")).isFalse();
        assertThat(queue.remove("b", "b1")).isFalse();
        assertThat(queue.count("a")).isEqualTo(1);
        add("b", "b1", "b2", "b3");
        assertThat(all()).containsExactly("a2", "b1", "b2", "b3");
        assertThat(queue.count("a")).isZero();
    }

    private void add(String network, String... ones) {
        for (String one : ones) {
            assertThat(queue.add(network, one)).isNull();
        }
    }

    private List<String> all() {
        return Stream.generate(queue::poll).takeWhile(Objects::nonNull).toList();
    }
}
