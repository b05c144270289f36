package dev.stencil.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server, says where it is, and stops it when the process is told to end. */
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private Launch() {}

    static void start(Settings settings) {
        Server server = Server.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stencil-stop"));
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

    private static void stop(Server server) {
        LOG.info("Stopping: finishing the requests under way");
        int code = 1;
        try {
            server.close();
            code = 0;
        } catch (RuntimeException e) {
            LOG.error("Not everything could be closed", e);
        } finally {
            // A JVM that ends by a signal reports 128 and its number; whoever asked for an orderly end gets 0.
            Runtime.getRuntime().halt(code);
        }
    }
}
