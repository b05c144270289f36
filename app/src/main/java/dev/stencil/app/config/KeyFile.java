package dev.stencil.app.config;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.UnusableKeys;
import dev.stencil.app.file.BoundedRead;
import dev.stencil.app.file.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * File with the keys that sign and verify tokens, private ones among them.
 *
 * @param ownerOnly whether to refuse a file that others can get at
 */
public record KeyFile(Path path, boolean ownerOnly) {
    /** @throws UnusableKeys if it is not as it must be */
    public JwkSet read() {
        return JwkSet.parse(bytes(new BoundedRead<>()));
    }

    /**
     * @param reading makes sure that this ends
     * @throws UnusableKeys if it cannot be read, is too long or readable by others
     */
    public byte[] bytes(BoundedRead<byte[]> reading) {
        try {
            return reading.read(this::bytes);
        } catch (NoSuchFileException e) {
            throw new UnusableKeys("the file cannot be read");
        } catch (IOException e) {
            // Of some it is the path.
            String why = e instanceof FileSystemException ? e.getClass().getSimpleName() : e.getMessage();
            throw new UnusableKeys("the file cannot be read: " + why);
        }
    }

    private byte[] bytes() throws IOException {
        if (new SecretFile(path).isIrregular()) {
            throw new UnusableKeys("the file cannot be read: it " + SecretFile.IRREGULAR);
        }
        try (InputStream in = Files.newInputStream(path)) {
            Optional<String> exposure = ownerOnly ? new SecretFile(path).exposure() : Optional.empty();
            if (exposure.isPresent()) {
                throw new UnusableKeys("it " + exposure.get());
            }
            byte[] bytes = in.readNBytes(JwkSet.MAX_BYTES + 1);
            if (bytes.length > JwkSet.MAX_BYTES) {
                throw new UnusableKeys("the file has more than " + JwkSet.MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
