package dev.stencil.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdTest {
    private final AtomicLong millis = new AtomicLong(0x12345678L * 1000);
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

    @Test
    void anIdHas24LowerCaseHexadecimalDigits() {
        assertThat(Id.parse("0123456789abcdef01234567")).contains(new Id("0123456789abcdef01234567"));
        for (String text : new String[]{"", "0123456789abcdef0123456", "0123456789ABCDEF01234567",
                "0123456789abcdef0123456g"}) {
            assertThat(Id.parse(text)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> new Id(text));
        }
    }

    @Test
    void idsBeginWithTheirSecondAndOnlyGrow() {
        IdGenerator ids = new IdGenerator(clock);
        Id first = ids.next();
        Id second = ids.next();
        millis.addAndGet(-5_000);
        Id third = ids.next();
        millis.addAndGet(60_000);
        Id fourth = ids.next();
        assertThat(first.hex()).startsWith("12345678");
        assertThat(first.second()).isEqualTo(Instant.ofEpochSecond(0x12345678));
        assertThat(new Id("ffffffff" + "0".repeat(16)).second()).isEqualTo(Instant.ofEpochSecond(0xffffffffL));
        assertThat(new Id[]{first, second, third, fourth}).isSorted().doesNotHaveDuplicates();
        assertThat(fourth.hex()).startsWith("123456af");
    }

    @Test
    void idsOfTwoProcessesDiffer() {
        assertThat(new IdGenerator(clock).next()).isNotEqualTo(new IdGenerator(clock).next());
    }

    @Test
    void aSteadyClockNeverRunsBackwardsAndCountsMilliseconds() {
        SteadyClock steady = new SteadyClock(clock);
        Instant now = steady.instant();
        millis.addAndGet(-1);
        assertThat(steady.instant()).isEqualTo(now);
        millis.addAndGet(2);
        assertThat(steady.instant()).isEqualTo(now.plusMillis(1));
        assertThat(new SteadyClock(() -> Instant.ofEpochSecond(1, 999)).instant()).isEqualTo(Instant.ofEpochSecond(1));
    }
}
