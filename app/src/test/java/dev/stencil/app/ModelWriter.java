package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** User with a model of the own list: what is acknowledged is certain, what got no answer or a 503 is not. */
final class ModelWriter {
    private static final int PAUSE_AFTER_OUTAGE_MILLIS = 20;

    private final String name;
    private final Set<String> certain = new HashSet<>();
    private final Set<String> uncertain = new HashSet<>();
    private TestClient client = new TestClient(URI.create("http://unknown.invalid"));
    private int next;
    private int acknowledged;
    private boolean isGone;

    private ModelWriter(String name) {
        this.name = name;
    }

    static List<ModelWriter> several(int number) {
        return IntStream.range(0, number).mapToObj(i -> new ModelWriter("writer" + i)).toList();
    }

    static void signIn(List<ModelWriter> writers, URI url) throws IOException, InterruptedException {
        for (ModelWriter writer : writers) {
            writer.isGone = false;
            writer.client = TestClient.of(url, writer.name, "password");
        }
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Creates a value, and now and then replaces or deletes what it created; does nothing once the server is gone. */
    void write() throws InterruptedException {
        if (isGone) {
            Thread.sleep(PAUSE_AFTER_OUTAGE_MILLIS);
            return;
        }
        try {
            String value = name + "-" + next++;
            write(Set.of(value), "/create", Map.of("template", value), "");
            if (next % 3 == 0 && certain.contains(value)) {
                String other = value + "-replaced";
                write(Set.of(value, other), "/update", Map.of("old_template", value, "new_template", other), other);
            }
            if (next % 5 == 0 && certain.contains(value)) {
                write(Set.of(value), "/delete", Map.of("template", value), "");
            }
        } catch (IOException e) {
            // What the last write came to is not known.
            isGone = true;
        }
    }

    private void write(Set<String> touched, String path, Map<String, String> body, String replacement)
            throws IOException, InterruptedException {
        uncertain.addAll(touched);
        int status = client.post(path, body).statusCode();
        if (status == 503) {
            Thread.sleep(PAUSE_AFTER_OUTAGE_MILLIS);
            return;
        }
        assertThat(status).isEqualTo(200);
        boolean creates = path.equals("/create");
        certain.removeAll(touched);
        certain.addAll(creates ? touched : replacement.isEmpty() ? Set.of() : Set.of(replacement));
        uncertain.removeAll(touched);
        acknowledged++;
    }

    /**
     * What differs from the model.
     *
     * @param lost values that are missing, or are there although they were replaced or deleted
     * @param doubled values that are there once more
     */
    record Difference(int lost, int doubled) {
        static final Difference NONE = new Difference(0, 0);
    }

    static Difference compare(List<ModelWriter> writers) throws IOException, InterruptedException {
        int lost = 0;
        int doubled = 0;
        for (ModelWriter writer : writers) {
            Difference difference = writer.compare();
            lost += difference.lost();
            doubled += difference.doubled();
        }
        return new Difference(lost, doubled);
    }

    /** Takes what is there for certain afterwards. */
    private Difference compare() throws IOException, InterruptedException {
        List<String> listed = client.list();
        Set<String> there = new HashSet<>(listed);
        Set<String> wrong = new HashSet<>(certain);
        wrong.addAll(there);
        wrong.removeIf(value -> uncertain.contains(value) || (certain.contains(value) && there.contains(value)));
        certain.clear();
        certain.addAll(there);
        uncertain.clear();
        return new Difference(wrong.size(), listed.size() - there.size());
    }
}
