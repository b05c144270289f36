package dev.stencil.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.UnusableKeys;
import dev.stencil.app.file.BoundedRead;
import dev.stencil.app.file.NewFile;
import dev.stencil.app.file.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * File with the keys that sign and verify tokens, private ones among them. It is written for its owner alone, durable,
 * and whole for a reader at any time.
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

    /** @throws CommandFailed if something of that name is there, or it cannot be made */
    public static void create(Path file, JwkSet keys) {
        try (NewFile made = NewFile.oneOfMany(file)) {
            made.out().write(keys.json().getBytes(UTF_8));
            made.completeUnlessThere();
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(file + " is there and stays as it is: keys rotate changes it", e);
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be made", e);
        }
    }

    /**
     * Puts other keys in the place of those in the file, which keeps its owner and mode. Only one process at a time
     * does so.
     *
     * @return those that are in the file now
     * @throws CommandFailed if nothing was changed
     */
    public static JwkSet change(Path file, UnaryOperator<JwkSet> change) {
        try {
            // What a link points to is changed, not the link.
            Path real = file.toRealPath();
            // Made before the file is read, and only where nothing is: of two changes at once one would be lost.
            try (NewFile made = NewFile.alone(real)) {
                JwkSet changed = change.apply(new KeyFile(real, false).read());
                made.out().write(changed.json().getBytes(UTF_8));
                copyOwner(real, made.draft());
                made.complete();
                return changed;
            }
        } catch (UnusableKeys e) {
            throw new CommandFailed(file + " stays as it was: " + e.getMessage(), e);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(
                    e.getFile() + " is there: somebody else changes the keys right now, or was interrupted"
                            + " and it can be removed",
                    e);
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be read, or not be replaced by you", e);
        }
    }

    /** Otherwise a server that runs as somebody else could not read what root has rotated. */
    private static void copyOwner(Path from, Path to) throws IOException {
        if (NewFile.POSIX) {
            PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
            PosixFileAttributes given = view.readAttributes();
            if (!given.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!given.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            view.setPermissions(wanted.permissions());
        }
    }
}
