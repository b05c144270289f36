package dev.stencil.bench.growth;

import dev.stencil.bench.Contents;
import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A store of a certain size. Every tenth template belongs to one account, up to 100,000; the others to accounts of some
 * hundred each. They come in as they would in life: an account's templates lie scattered among those of others.
 */
final class Sized {
    private static final int MOST_OWN = 100_000;
    private static final int TENTH = 10;
    private static final int OTHERS_EACH = 100;
    /** Enough to fill the batches of a store that writes many at a time. */
    private static final int AT_ONCE = 300;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());

    private final StoreKind.Opened opened;
    private final int size;
    private final Id owner = IDS.next();
    private final List<Id> others;
    private final Id[] own;

    private Sized(StoreKind.Opened opened, int size) {
        this.opened = opened;
        this.size = size;
        this.own = new Id[Math.min(size / TENTH, MOST_OWN)];
        this.others = Stream.generate(IDS::next).limit((size - own.length) / OTHERS_EACH).toList();
    }

    static Sized empty(StoreKind kind, int size) {
        return new Sized(kind.open(), size);
    }

    void fill() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> under = new ArrayList<>();
            Stream.concat(Stream.of(owner), others.stream()).forEach(id -> opened.storage().users().add(user(id)));
            for (int first = 0; first < AT_ONCE; first++) {
                int start = first;
                under.add(threads.submit(() -> IntStream.iterate(start, i -> i < size, i -> i + AT_ONCE)
                        .forEach(this::addTemplate)));
            }
            for (Future<?> part : under) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the store cannot be filled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static User user(Id id) {
        return new User(id, new UserName("user " + id), "no hash", FIRST, FIRST);
    }

    private void addTemplate(int number) {
        Id id = IDS.next();
        boolean isOwn = number % TENTH == 0 && number / TENTH < own.length;
        Id whose = isOwn ? owner : others.get((number - number / TENTH) % others.size());
        templates().add(Template.create(id, whose, content(number), created(number)));
        if (isOwn) {
            own[number / TENTH] = id;
        }
    }

    private static Instant created(int number) {
        return FIRST.plusMillis(number);
    }

    static Content content(long seed) {
        return Contents.of(Contents.SMALL, seed);
    }

    TemplateRepository templates() {
        return opened.storage().templates();
    }

    Id owner() {
        return owner;
    }

    List<Id> others() {
        return others;
    }

    /** The ids of the one account's templates as it was filled, the oldest first. */
    List<Id> own() {
        return List.of(own);
    }

    int size() {
        return size;
    }

    /** Where a page begins that comes after so many templates of the one account. */
    Position after(int templates) {
        return new Position(created((templates - 1) * TENTH), own[templates - 1]);
    }

    static Template created(Id owner, Content content) {
        return Template.create(IDS.next(), owner, content, Instant.ofEpochMilli(System.currentTimeMillis()));
    }

    void remove() {
        opened.removal().run();
    }
}
