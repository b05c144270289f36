package dev.stencil.app;

import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Server in which a request for an account hangs for ever: no interruption helps. */
final class StuckServer {
    private StuckServer() {}

    /** @param args {@code close} to hang while the storage is closed, too */
    public static void main(String[] args) {
        Launch launch = new Launch();
        launch.stopWithTheProcess();
        Map<String, String> flags = Map.of("--in-memory", "on", "--port", "0", "--host", "127.0.0.1");
        Map<String, String> environment = Map.of("JWT_SECRET_KEY", "a secret of at least thirty-two bytes");
        Settings settings = new SettingsReader(new Sources(Profile.PRODUCTION, flags, environment)).read();
        launch.serve(settings, Server.start(settings, new StuckStorage(args.length > 0)));
        launch.done();
    }

    record StuckStorage(Storage storage, boolean isClosedForEver) implements Storage {
        StuckStorage(boolean isClosedForEver) {
            this(new InMemoryStorage(), isClosedForEver);
        }

        @Override
        public UserRepository users() {
            String thread = Thread.currentThread().getName();
            if (thread.contains("task")) {
                System.out.println("stuck");
                hang();
            }
            return storage.users();
        }

        @Override
        public TemplateRepository templates() {
            return storage.templates();
        }

        @Override
        public SessionRepository sessions() {
            return storage.sessions();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {
            System.out.println("closing the storage");
            if (isClosedForEver) {
                hang();
            }
            storage.close();
        }

        private static void hang() {
            while (true) {
                LockSupport.park();
            }
        }
    }
}
