package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of a template: an immutable JSON value with two faces, a tree of plain Java values and its compact text.
 * Either is made from the other when it is first asked for, so that a store that keeps text hands it on unparsed.
 *
 * <p>Two contents are {@link #equals equal} if they are equal as JSON, which is what {@link Fingerprint} says.
 * {@link #toString()} shows the size only: content is personal data.
 *
 * <p>A store that was adopted from the original may hold what JSON cannot express: not-a-number, dates, binary data.
 * Such content is <em>opaque</em>: both its faces show it as MongoDB Extended JSON v2 (canonical mode), it has no
 * fingerprint, and it is never new.
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

    private final boolean opaque;
    private final @Nullable Reader reader;
    private volatile @Nullable Object value;
    private volatile byte @Nullable [] json;
    private volatile @Nullable Fingerprint fingerprint;

    private Content(
            boolean opaque, @Nullable Object value, byte @Nullable [] json, @Nullable Reader reader) {
        this.opaque = opaque;
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
        return within(limits, new ContentCheck(limits, true).checked(value));
    }

    /**
     * New content from outside, validated and not copied: for callers that have just parsed the tree, so that there are
     * not two of it in memory.
     *
     * @param value of the types that {@link #value()} names; given away, not to be changed afterwards
     * @throws Failure as {@link #of}
     */
    public static Content given(@Nullable Object value, ContentLimits limits) {
        return within(limits, new ContentCheck(limits, false).checked(value));
    }

    private static Content within(ContentLimits limits, @Nullable Object checked) {
        Content content = new Content(false, checked, null, null);
        // Without a limit the text is not needed.
        if (limits.bytes() < Integer.MAX_VALUE && content.size() > limits.bytes()) {
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
        return new Content(false, value, null, null);
    }

    /**
     * Content that a store hands back as text, which is trusted and passed on unparsed.
     *
     * @param json compact UTF-8 text as {@link #json()} gave it; not copied, not to be changed afterwards
     * @param reader parses the text if somebody asks for the {@link #value()}
     */
    public static Content stored(byte[] json, Reader reader) {
        return new Content(false, UNREAD, json, reader);
    }

    /**
     * Opaque content that a store hands back as a tree.
     *
     * @param extended Extended JSON in canonical mode, of the types that {@link #value()} names
     */
    public static Content opaque(Object extended) {
        return new Content(true, extended, null, null);
    }

    /**
     * Opaque content that a store hands back as text.
     *
     * @param extended compact Extended JSON in canonical mode
     * @param reader parses the text as plain JSON
     */
    public static Content opaque(byte[] extended, Reader reader) {
        return new Content(true, UNREAD, extended, reader);
    }

    /** Whether JSON cannot express the value: what the two faces show is Extended JSON then. */
    public boolean isOpaque() {
        return opaque;
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

    /**
     * The fingerprint, by which contents are compared.
     *
     * @throws IllegalStateException if it is {@linkplain #isOpaque() opaque}: it is addressed by the template's id only
     */
    public Fingerprint fingerprint() {
        if (opaque) {
            throw new IllegalStateException("opaque content has no fingerprint");
        }
        Fingerprint known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(value());
            fingerprint = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content
                && content.opaque == opaque
                && (opaque ? Arrays.equals(content.text(), text()) : content.fingerprint().equals(fingerprint()));
    }

    @Override
    public int hashCode() {
        return opaque ? Arrays.hashCode(text()) : fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "Content[" + size() + " bytes]";
    }
}
