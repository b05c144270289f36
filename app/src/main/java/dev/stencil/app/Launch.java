package dev.stencil.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server, says where it is, and stops it when the process is told to end. */
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Stencil.class);

    private Launch() {}

    static void start(Settings settings) {
        Stencil stencil = Stencil.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stencil), "stencil-stop"));
        String url = stencil.url(settings);
        switch (settings.profile()) {
            case DEVELOPMENT -> System.out.println(Banner.text(settings, url));
            case PRODUCTION -> {
                Weaknesses.inProduction(settings)
                        .forEach(weakness -> LOG.warn("Not as safe as it could be: {}", weakness));
                LOG.info("Listening on {} ({})", url, settings.store().description());
            }
        }
        if (!stencil.isReady()) {
            LOG.warn("The store does not answer: listening, but not ready until it does");
        }
    }

    private static void stop(Stencil stencil) {
        LOG.info("Stopping: finishing the requests under way");
        int code = 1;
        try {
            stencil.close();
            code = 0;
        } catch (RuntimeException e) {
            LOG.error("Not everything could be closed", e);
        } finally {
            // A JVM that ends by a signal reports 128 and its number; whoever asked for an orderly end gets 0.
            Runtime.getRuntime().halt(code);
        }
    }
}
