package dev.stencil.adapter.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
    private final List<String> lines = new ArrayList<>();
    private final RateLimitedLog log = new RateLimitedLog(lines::add, nanoTime::get);

    @Test
    void oneLineASecondIsLoggedAndTheOthersAreCounted() {
        for (int i = 0; i < 1_000; i++) {
            log.log("request " + i);
        }
        nanoTime.addAndGet(1_000_000_000);
        log.log("request 1000");
        nanoTime.addAndGet(1_000_000_000);
        log.log("request 1001");

        assertThat(lines).containsExactly("request 0", "request 1000 (and 999 others before)", "request 1001");
    }
}
