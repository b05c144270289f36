package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import dev.stencil.core.usecase.Sweep;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SweeperTest {
    @Test
    void anErrorEndsNoSweeper() throws InterruptedException {
        CountDownLatch swept = new CountDownLatch(3);
        try (Sweeper sweeper =
                new Sweeper(new Sweep(failing(swept), new SteadyClock(InstantSource.system()), Events.NONE), 1)) {
            assertThat(swept.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sweeper.isRunning()).isTrue();
        }
    }

    @Test
    void oneThatIsClosedIsNotRunning() {
        Sweeper sweeper =
                new Sweeper(new Sweep(new InMemoryStorage(), new SteadyClock(InstantSource.system()), Events.NONE));
        sweeper.close();
        assertThat(sweeper.isRunning()).isFalse();
    }

    private static Storage failing(CountDownLatch asked) {
        Storage storage = new InMemoryStorage();
        return new Storage() {
            @Override
            public UserRepository users() {
                throw new StackOverflowError("injected");
            }

            @Override
            public TemplateRepository templates() {
                return storage.templates();
            }

            @Override
            public SessionRepository sessions() {
                asked.countDown();
                throw new StackOverflowError("injected");
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void close() {
                storage.close();
            }
        };
    }
}
