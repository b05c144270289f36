package dev.stencil.bench;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Store of a certain size, the steps that are measured on it, and how many microseconds each took.
 *
 * <p>Every tenth template belongs to one account, up to 100,000; the others to accounts of some hundred each. They come
 * in as they would in life: an account's templates lie scattered among those of others.
 */
final class SizedStore implements AutoCloseable {
    private static final int MOST_OWN = 100_000;
    private static final int TENTH = 10;
    private static final int OTHERS_EACH = 100;
    private static final List<Integer> PAGES = List.of(1, 10, 100, 1_000);
    private static final int LISTED = 10;
    private static final int READS = 200;
    private static final int WRITES = 25;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());

    private final Place place;
    private final Storage storage;
    private final TemplateRepository templates;
    private final int size;
    private final Id owner = IDS.next();
    private final List<Id> others;
    /** The one account's templates, at first the oldest first. */
    private final List<Id> own;
    private final Random random = new Random(1);
    /** Each makes what is then measured. */
    private final Map<String, Supplier<Runnable>> steps = new LinkedHashMap<>();
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();
    private long seed;

    SizedStore(Place place, int size) {
        this.place = place;
        this.storage = place.open();
        this.templates = storage.templates();
        this.size = size;
        this.seed = size;
        this.own = new ArrayList<>(Collections.nCopies(Math.min(size / TENTH, MOST_OWN), owner));
        this.others = Stream.generate(IDS::next).limit((size - own.size()) / OTHERS_EACH).toList();
    }

    /** Stores as many at once as the place takes well. */
    void fill() throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        Callable<Void> part = () -> {
            for (int number = next.getAndIncrement(); number < size; number = next.getAndIncrement()) {
                add(number);
            }
            return null;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> each : threads.invokeAll(Collections.nCopies(place.writesAtOnce(), part))) {
                each.get();
            }
        }
        for (int page : PAGES) {
            if (page * LISTED <= own.size()) {
                int before = (page - 1) * LISTED - 1;
                Runnable list = page == 1
                        ? () -> list(templates.page(owner, null, Order.OLDEST_FIRST, LISTED).items())
                        : list(new Position(created(before * TENTH), own.get(before)));
                steps.put("list 10, page " + page, () -> list);
            }
        }
        steps.put("first 10 of any account", this::anyList);
        steps.put("read by id", this::read);
        steps.put("create", this::create);
        steps.put("replace", this::replace);
        steps.put("delete", this::delete);
    }

    private void add(int number) {
        boolean isOwn = number % TENTH == 0 && number / TENTH < own.size();
        Id whose = isOwn ? owner : others.get((number - number / TENTH) % others.size());
        Template template = Template.create(IDS.next(), whose, content(number), created(number));
        templates.add(template);
        if (isOwn) {
            own.set(number / TENTH, template.id());
        }
    }

    private static Instant created(int number) {
        return FIRST.plusMillis(number);
    }

    private static Content content(long seed) {
        return Contents.of(Contents.SMALL, String.valueOf(seed));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private Runnable list(Position after) {
        return () -> list(templates.page(owner, after, Order.OLDEST_FIRST, LISTED).items());
    }

    private static void list(List<Template> items) {
        if (items.size() != LISTED) {
            throw new IllegalStateException("the store lists " + items.size());
        }
    }

    private Id any(List<Id> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private Runnable anyList() {
        Id other = any(others);
        return () -> list(templates.page(other, null, Order.OLDEST_FIRST, LISTED).items());
    }

    private static void check(boolean found) {
        if (!found) {
            throw new IllegalStateException("a template that was stored is not there");
        }
    }

    private Runnable read() {
        Id id = any(own);
        return () -> check(templates.find(owner, id).isPresent());
    }

    private Runnable create() {
        Template template = Template.create(IDS.next(), owner, content(seed++), now());
        own.add(template.id());
        return () -> templates.add(template);
    }

    private Runnable replace() {
        Id id = any(own);
        Content content = content(seed++);
        return () -> check(templates.replace(owner, id, Versions.any(), content, now()).isPresent());
    }

    /** The store keeps its size: as many are deleted as are created. */
    private Runnable delete() {
        Id id = own.remove(random.nextInt(own.size()));
        return () -> templates.remove(owner, id, Versions.any());
    }

    /** All steps that the store is large enough for. */
    List<String> steps() {
        return List.copyOf(steps.keySet());
    }

    /** Takes a step some dozens of times, if the store is large enough for it. */
    void run(String step) {
        Supplier<Runnable> making = steps.get(step);
        if (making == null) {
            return;
        }
        int times = List.of("create", "replace", "delete").contains(step) ? WRITES : READS;
        for (int i = 0; i < times; i++) {
            Runnable once = making.get();
            long start = System.nanoTime();
            once.run();
            micros.computeIfAbsent(step, key -> new ArrayList<>()).add((System.nanoTime() - start) / 1e3);
        }
    }

    /** Forgets what was measured to get warm. */
    void forget() {
        micros.clear();
    }

    /** What a step took each time, the shortest first; empty if the store is too small for it. */
    List<Double> sorted(String step) {
        return micros.getOrDefault(step, List.of()).stream().sorted().toList();
    }

    /** Removes all that it stored, too. */
    @Override
    public void close() {
        storage.close();
        place.close();
    }
}
