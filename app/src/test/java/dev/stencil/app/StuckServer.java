package dev.stencil.app;

import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.lang.reflect.Proxy;
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
        launch.serve(settings, new Server(settings, stuck(args.length > 0)));
        launch.done();
    }

    private static Storage stuck(boolean isClosedForEver) {
        Storage storage = new InMemoryStorage();
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("users") && Thread.currentThread().getName().contains("task")) {
                        System.out.println("stuck");
                        hang();
                    }
                    if (method.getName().equals("close")) {
                        System.out.println("closing the storage");
                        if (isClosedForEver) {
                            hang();
                        }
                    }
                    return method.invoke(storage, arguments);
                });
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }
}
