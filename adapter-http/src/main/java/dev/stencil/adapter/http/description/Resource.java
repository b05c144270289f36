package dev.stencil.adapter.http.description;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.Parts;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.core.domain.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file on the class path. It is read for each request: nothing of it stays in memory but its hash. */
final class Resource {
    private final Supplier<InputStream> source;
    private final String contentType;
    private volatile @Nullable String hash;

    private Resource(Supplier<InputStream> source, String contentType) {
        this.source = source;
        this.contentType = contentType;
    }

    /** A file beside this class, or where an absolute path says. */
    static Resource ours(String name, String contentType) {
        return new Resource(() -> open(name), contentType);
    }

    /** Bytes that were made of a file. */
    static Resource made(byte[] bytes, String contentType) {
        return new Resource(() -> new ByteArrayInputStream(bytes), contentType);
    }

    /** A file of the Swagger UI, whichever version is there. */
    static Resource swaggerUi(String name, String contentType) {
        return ours("/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + '/' + name, contentType);
    }

    /**
     * The file, or 304 if If-None-Match says that the client has it (RFC 9110, 13.1.2). Caches must ask before they use
     * it.
     */
    Answer answer(Request request) {
        String tag = '"' + hash() + '"';
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache");
        String known = String.join(",", request.headers("If-None-Match"));
        if (Stream.of(known.split(",", -1)).map(String::strip).anyMatch(Set.of("*", tag, "W/" + tag)::contains)) {
            return Answer.empty(304).with(headers);
        }
        return Answer.of(200, contentType, new StreamParts(open())).with(headers);
    }

    private String hash() {
        String known = hash;
        if (known == null) {
            try (InputStream in = open()) {
                hash = known = Sha256.hex(in.readAllBytes()).substring(0, 32);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return known;
    }

    InputStream open() {
        return source.get();
    }

    private static InputStream open(String path) {
        InputStream in = Resource.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("not on the class path: " + path);
        }
        return in;
    }

    /** The version of the Swagger UI, which is in the paths of its webjar. */
    private static String swaggerUiVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    /** Parts of a stream, which is closed at its end, or by the garbage collector if it is not read to its end. */
    private static final class StreamParts extends Parts {
        private static final int SIZE = 64 * 1024;

        private final InputStream in;

        StreamParts(InputStream in) {
            this.in = in;
        }

        @Override
        protected ByteBuffer make() throws IOException {
            byte[] part = in.readNBytes(SIZE);
            if (part.length < SIZE) {
                end();
                in.close();
            }
            return ByteBuffer.wrap(part);
        }
    }
}
