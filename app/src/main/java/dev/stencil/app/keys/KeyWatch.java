package dev.stencil.app.keys;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.KeySet;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.jwt.UnusableKeys;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.KeyFile;
import dev.stencil.app.file.BoundedRead;
import dev.stencil.core.domain.Event;
import dev.stencil.core.port.Events;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watch on a key file: tokens are signed and verified with what it holds now. A file that cannot be used
 * is said once for each mistake, and the keys stay as they were.
 *
 * <p>The content is compared and not the time of the last change, which a file that takes the place of another may
 * share with it: so are links to files followed that are put elsewhere.
 */
public final class KeyWatch implements AutoCloseable {
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

    private final KeyFile file;
    private final Optional<SigningSecret> secret;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stencil-keys").daemon().factory());
    private final BoundedRead<byte[]> reading = new BoundedRead<>();
    private byte[] known = {};
    private String complaint = "";
    private volatile @Nullable Future<?> watching;

    /** @param secret verifies beside the keys in the file */
    public KeyWatch(KeyFile file, Optional<SigningSecret> secret) {
        this.file = file;
        this.secret = secret;
    }

    /**
     * What is in the file.
     *
     * @throws CommandFailed if that cannot be used
     */
    public KeySet read() {
        try {
            known = file.bytes(reading);
            return keys(known);
        } catch (UnusableKeys e) {
            throw new CommandFailed("the key file cannot be used: " + e.getMessage(), e);
        }
    }

    private KeySet keys(byte[] content) {
        KeySet keys = JwkSet.parse(content).keySet();
        return secret.map(keys::accepting).orElse(keys);
    }

    /** Has the tokens signed and verified with what is in the file from now on. */
    public void start(JwtTokens tokens, Events events, Duration interval) {
        watching = thread.scheduleWithFixedDelay(
                () -> look(tokens, events), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isRunning() {
        Future<?> begun = watching;
        return begun != null && !begun.isDone();
    }

    void look(JwtTokens tokens, Events events) {
        byte[] content = {};
        try {
            content = file.bytes(reading);
            if (!Arrays.equals(content, known)) {
                KeySet keys = keys(content);
                tokens.use(keys);
                known = content;
                events.report(new Event.KeysChanged(keys.signer(), keys.verifiers()));
            }
            complaint = "";
        } catch (UnusableKeys e) {
            complain(String.valueOf(e.getMessage()), content);
        } catch (RuntimeException | Error e) {
            // Whatever it says may quote the file.
            complain(e.getClass().getName(), content);
        }
    }

    /** The same mistake in another content is another one. */
    private void complain(String what, byte[] content) {
        String next = what + Arrays.hashCode(content);
        if (!next.equals(complaint)) {
            LOG.warn("The key file cannot be used, the keys stay as they were: {}", what);
        }
        complaint = next;
    }

    @Override
    public void close() {
        // Without an interruption, which would look like a file that cannot be read.
        thread.shutdown();
    }
}
