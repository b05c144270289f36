package dev.stencil.app;

import dev.stencil.app.config.Settings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Life of a server in its process: says where it is, and stops it when the process is told to end, also while it
 * starts. The end is orderly and takes {@link #LONGEST_STOP} at most.
 */
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    /** Ten seconds are for the requests under way, the others to close what is open. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(18);

    /** Holds nothing if no server was started, and none will be. */
    private final CompletableFuture<@Nullable Server> started = new CompletableFuture<>();

    /**
     * Must come first in the process: a signal that comes before ends the JVM in its own way, as one always does where
     * no server is started.
     */
    void stopWithTheProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stencil-stop"));
    }

    /** Says where a server is that was started, and stops it with the process. */
    void serve(Settings settings, Server server) {
        started.complete(server);
        String url = server.url(settings);
        switch (settings.profile()) {
            case DEVELOPMENT -> System.out.println(Banner.text(settings, url));
            case PRODUCTION -> {
                Weaknesses.inProduction(settings)
                        .forEach(weakness -> LOG.warn("Not as safe as it could be: {}", weakness));
                LOG.info("Listening on {} ({})", url, settings.store().description());
            }
        }
        if (!server.isReady()) {
            LOG.warn("The store does not answer: listening, but not ready until it does");
        }
    }

    /** Says that all was done that there was to be done, but for a server that may run now. */
    void done() {
        started.complete(null);
    }

    private void stop() {
        boolean asked = !started.isDone();
        Thread.ofPlatform().daemon().name("stencil-deadline").start(this::haltInTime);
        int code = 1;
        try {
            Server server = started.get();
            if (server != null) {
                asked = true;
                LOG.info("Stopping: finishing the requests under way");
                server.close();
            }
            code = 0;
        } catch (ExecutionException | InterruptedException | RuntimeException | Error e) {
            LOG.error("Not everything could be closed", e);
        } finally {
            LogConsole.flush();
            // A JVM that ends by a signal reports 128 and its number; an orderly end that was asked for is 0.
            if (asked) {
                Runtime.getRuntime().halt(code);
            }
        }
    }

    private void haltInTime() {
        try {
            Thread.sleep(LONGEST_STOP);
            LOG.error("Not everything ended within {} s: it is cut off", LONGEST_STOP.toSeconds());
        } catch (InterruptedException e) {
            // Nobody does so.
        } finally {
            LogConsole.flush();
            // What only starts has nothing that could be left half-done.
            Runtime.getRuntime().halt(started.isDone() ? 1 : 0);
        }
    }
}
