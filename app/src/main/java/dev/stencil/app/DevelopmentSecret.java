package dev.stencil.app;

import dev.stencil.adapter.jwt.SigningSecret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The signing secret of a server that was given none: made once and kept, so that tokens outlive a restart. */
final class DevelopmentSecret {
    private static final String NAME = "jwt-secret";

    private DevelopmentSecret() {}

    static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** A secret that is gone with the process. */
    static SigningSecret ephemeral() {
        return new SigningSecret(random());
    }

    /**
     * The secret in the folder, which is made first if it is not there.
     *
     * @throws CannotStart if it cannot be read or made
     */
    static SigningSecret in(Path folder) {
        Path file = file(folder);
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return new SigningSecret(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart("cannot keep a signing secret in " + file.toAbsolutePath().normalize()
                    + ": make the folder writable, remove a damaged file, or set JWT_SECRET_KEY", e);
        }
    }

    /** Whole or not at all, whoever else does the same at the same time: a link is made only where nothing is. */
    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Files of this kind are made with mode 0600.
        Path draft = Files.createTempFile(folder, NAME, ".new");
        try {
            Files.writeString(draft, random() + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its secret is as good.
        } finally {
            Files.delete(draft);
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
