package dev.stencil.bench.growth;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps on one store, and how long each took. The store keeps its size: as many are deleted as are created. */
final class Trial {
    static final String CREATE = "create";
    static final String REPLACE = "replace";
    static final String DELETE = "delete";
    private static final String READ = "read by id";
    private static final String ANY_LIST = "first 10 of any account";
    private static final List<Integer> LIMITS = List.of(10, 100);
    private static final List<Integer> PAGES = List.of(1, 10, 100, 1_000);
    private static final int READS = 200;
    private static final int WRITES = 25;

    static final List<String> STEPS = Stream.of(
            LIMITS.stream().flatMap(limit -> PAGES.stream().map(page -> list(limit, page))),
            Stream.of(ANY_LIST, READ, CREATE, REPLACE, DELETE)).flatMap(all -> all).toList();

    private final Sized store;
    private final TemplateRepository templates;
    private final List<Id> live;
    private final Random random = new Random(1);
    /** What comes before a step and is not measured makes the step. */
    private final Map<String, Supplier<Runnable>> steps = new LinkedHashMap<>();
    private final Map<String, Samples> measured = new LinkedHashMap<>();
    private long seed;

    Trial(Sized store) {
        this.store = store;
        this.templates = store.templates();
        this.live = new ArrayList<>(store.own());
        this.seed = store.size();
        for (int limit : LIMITS) {
            PAGES.stream().filter(page -> page * limit <= live.size()).forEach(page -> addList(limit, page));
        }
        steps.put(ANY_LIST, this::anyList);
        steps.put(READ, this::read);
        steps.put(CREATE, this::create);
        steps.put(REPLACE, this::replace);
        steps.put(DELETE, this::delete);
    }

    static String list(int limit, int page) {
        return "list " + limit + ", page " + page;
    }

    private void addList(int limit, int page) {
        @Nullable
        Position after = page == 1 ? null : store.after((page - 1) * limit);
        Runnable step = () -> require(page(store.owner(), after, limit) == limit);
        steps.put(list(limit, page), () -> step);
    }

    private Runnable anyList() {
        Id owner = any(store.others());
        return () -> require(page(owner, null, 10) == 10);
    }

    private int page(Id owner, @Nullable Position after, int limit) {
        return templates.page(owner, after, Order.OLDEST_FIRST, limit).items().size();
    }

    private Id any(List<Id> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private Runnable read() {
        Id id = any(live);
        return () -> require(templates.find(store.owner(), id).isPresent());
    }

    private Runnable create() {
        Template template = Sized.created(store.owner(), Sized.content(seed++));
        live.add(template.id());
        return () -> templates.add(template);
    }

    private Runnable replace() {
        Id id = any(live);
        Content content = Sized.content(seed++);
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        return () -> require(templates.replace(store.owner(), id, Versions.any(), content, now).isPresent());
    }

    private Runnable delete() {
        int index = random.nextInt(live.size());
        Id last = live.removeLast();
        Id id = index == live.size() ? last : live.set(index, last);
        return () -> require(templates.remove(store.owner(), id, Versions.any()));
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("the store does not answer as it should");
        }
    }

    /** Takes the step some dozens of times, if this store is large enough for it. */
    void run(String step) {
        Supplier<Runnable> making = steps.get(step);
        if (making == null) {
            return;
        }
        Samples samples = measured.computeIfAbsent(step, key -> new Samples());
        int times = List.of(CREATE, REPLACE, DELETE).contains(step) ? WRITES : READS;
        for (int i = 0; i < times; i++) {
            Runnable once = making.get();
            long start = System.nanoTime();
            once.run();
            samples.add(System.nanoTime() - start);
        }
    }

    /** What was measured so far was to get warm. */
    void forget() {
        measured.clear();
    }

    Map<String, Samples> measured() {
        return measured;
    }
}
