package dev.stencil.core.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The content of a template: an immutable JSON value with two faces, a tree of plain Java values and its compact text.
 * Either is made from the other when it is first asked for, so that a store that keeps text hands it on unparsed.
 *
 * <p>Two contents are {@link #equals equal} if they are equal as JSON, which is what {@link Fingerprint} says.
 * {@link #toString()} shows the size only: content is personal data.
 */
public final class Content {
    private static final Object UNREAD = new Object();

    /** Reads the text of a JSON value into plain Java values; the counterpart of {@link Content#json()}. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @param json UTF-8 text of one JSON value
         * @return the value, of the types that {@link Content#value()} names
         */
        @Nullable
        Object read(byte[] json);
    }

    private final @Nullable Reader reader;
    private volatile @Nullable Object value;
    private volatile byte @Nullable [] json;
    private volatile @Nullable Fingerprint fingerprint;

    private Content(@Nullable Object value, byte @Nullable [] json, @Nullable Reader reader) {
        this.value = value;
        this.json = json;
        this.reader = reader;
    }

    /**
     * New content from outside, validated and copied.
     *
     * @param value a tree of {@code Map} with string keys, {@code List}, {@code String}, {@code Boolean}, {@code null}
     *     and numbers: {@code Long}, {@code Integer}, {@code Short}, {@code Byte}, {@code Double}, {@code Float}, or a
     *     {@code BigInteger} or {@code BigDecimal}, which is refused unless it fits
     * @throws Failure.Invalid if the value breaks a limit or is no JSON, with the pointer to the offending part
     * @throws Failure.TooLarge if its compact text is larger than {@code limits} allow
     */
    public static Content of(@Nullable Object value, ContentLimits limits) {
        Content content = new Content(new ContentCheck(limits).checked(value), null, null);
        if (content.size() > limits.bytes()) {
            throw new Failure.TooLarge(limits.bytes());
        }
        return content;
    }

    /**
     * Content that a store hands back as a tree. Nothing is validated or copied: what a store holds is read back as it
     * is, and the store must not change it afterwards.
     *
     * @param value of the types that {@link #value()} names
     */
    public static Content stored(@Nullable Object value) {
        return new Content(value, null, null);
    }

    /**
     * Content that a store hands back as text, which is trusted and passed on unparsed.
     *
     * @param json compact UTF-8 text as {@link #json()} gave it; not copied, not to be changed afterwards
     * @param reader parses the text if somebody asks for the {@link #value()}
     */
    public static Content stored(byte[] json, Reader reader) {
        return new Content(UNREAD, json, reader);
    }

    /**
     * The value as plain Java types: {@code Map<String, Object>} in member order, {@code List<Object>}, {@code String},
     * {@code Long}, {@code Double}, {@code Boolean} or {@code null}; unmodifiable all through.
     */
    public @Nullable Object value() {
        Reader parser = reader;
        byte[] text = json;
        if (value == UNREAD && parser != null && text != null) {
            value = parser.read(text);
        }
        return value;
    }

    /** The value as compact UTF-8 JSON text, members in their order; a copy. */
    public byte[] json() {
        return text().clone();
    }

    /** Writes what {@link #json()} returns, without the copy. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(text());
    }

    /** The number of bytes of {@link #json()}. */
    public int size() {
        return text().length;
    }

    private byte[] text() {
        byte[] text = json;
        if (text == null) {
            text = JsonWriter.compact(value).getBytes(StandardCharsets.UTF_8);
            json = text;
        }
        return text;
    }

    /** What this content is compared by. */
    public Fingerprint fingerprint() {
        Fingerprint known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(value());
            fingerprint = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content && content.fingerprint().equals(fingerprint());
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "Content[" + size() + " bytes]";
    }
}
