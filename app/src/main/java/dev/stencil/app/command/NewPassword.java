package dev.stencil.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.SettingValue;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * New password for an account: typed at a terminal that does not show it, or else read from standard input, or
 * generated.
 */
record NewPassword(String text, boolean generated) {
    private static final int MAX_BYTES = 64 * 1024;
    /** 32 of them, and none that is easily taken for another: each is worth 5 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GENERATED_LENGTH = 24;
    private static final int KIND_OF_FILE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    /**
     * Whoever types nothing at a terminal gets a generated one, too.
     *
     * @param minLength of a generated one
     * @throws BadSetting if there is none to be read
     */
    static NewPassword ask(boolean generate, int minLength) {
        String given = generate ? "" : Terminal.console().map(NewPassword::typed).orElseGet(NewPassword::piped);
        return given.isEmpty()
                ? new NewPassword(generated(Math.max(GENERATED_LENGTH, minLength)), true)
                : new NewPassword(new SettingValue("the password", given).value(), false);
    }

    private static String typed(Console console) {
        String first = typed(console, "New password (none to have one made): ");
        if (!first.isEmpty() && !first.equals(typed(console, "Once more: "))) {
            throw new BadSetting("the two are not the same");
        }
        return first;
    }

    private static String typed(Console console, String prompt) {
        return Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new).orElseThrow(NewPassword::none);
    }

    private static String piped() {
        try {
            byte[] bytes = isDevice() ? new byte[0] : System.in.readNBytes(MAX_BYTES);
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().replaceFirst("\\R\\z", "");
            if (text.isEmpty()) {
                throw none();
            }
            if (text.indexOf('\n') >= 0) {
                throw new BadSetting("standard input must be the password alone, one line");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new BadSetting("the password on standard input is not UTF-8 text");
        } catch (IOException e) {
            throw none();
        }
    }

    /** Whether standard input is the null device, or a terminal, which would show what is typed. */
    private static boolean isDevice() {
        try {
            Object mode = Files.getAttribute(Path.of("/dev/stdin"), "unix:mode");
            return mode instanceof Integer bits && (bits & KIND_OF_FILE) == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static BadSetting none() {
        return new BadSetting("there is no password: type it at a terminal, hand it to standard input, or let"
                + " --generate make one");
    }

    private static String generated(int length) {
        return new SecureRandom()
                .ints(length, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(joining());
    }

    @Override
    public String toString() {
        return "NewPassword[redacted]";
    }
}
