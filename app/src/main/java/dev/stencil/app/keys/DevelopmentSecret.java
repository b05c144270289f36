package dev.stencil.app.keys;

import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.file.NewFile;
import dev.stencil.app.file.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/**
 * Signing secret of a development server for which none is set: made once and kept, so that tokens outlive a restart.
 */
public final class DevelopmentSecret {
    private static final String NAME = "jwt-secret";

    private DevelopmentSecret() {}

    public static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** A secret that is gone with the process. */
    public static SigningSecret ephemeral() {
        return new SigningSecret(random());
    }

    /**
     * The secret in the folder, which is made first if it is not there.
     *
     * @throws CommandFailed if it cannot be read or made
     */
    public static SigningSecret in(Path folder) {
        Path file = file(folder);
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return new SigningSecret(read(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed("cannot keep a signing secret in " + place(file)
                    + ": make the folder writable, remove a damaged file, or set JWT_SECRET_KEY", e);
        }
    }

    /** Atomic also beside another process that does the same: a link is made only where nothing is. */
    private static void make(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        Files.createDirectories(folder);
        NewFile.syncFolderOf(folder);
        try (NewFile made = NewFile.oneOfMany(file)) {
            made.out().write((random() + "\n").getBytes(StandardCharsets.US_ASCII));
            made.completeUnlessThere();
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its secret is as good.
        }
    }

    private static String read(Path file) throws IOException {
        SecretFile secret = new SecretFile(file);
        if (secret.isIrregular()) {
            throw new CommandFailed(place(file) + " " + SecretFile.IRREGULAR + ": remove it, or set JWT_SECRET_KEY");
        }
        String text = secret.text().strip();
        if (text.isEmpty()) {
            throw new CommandFailed(place(file) + " is empty, as a power loss may leave it: remove it, so that a new"
                    + " secret is made (everybody has to log in again), or set JWT_SECRET_KEY");
        }
        return text;
    }

    private static Path place(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
