package dev.stencil.bench.bare;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What the unique index is about. Of the text as it came: nothing is parsed or sorted, as Stencil has to. */
final class Fingerprints {
    private Fingerprints() {}

    static String of(byte[] content) {
        try {
            return "1:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
