package dev.stencil.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.KeyAlgorithm;
import dev.stencil.adapter.jwt.KeySet;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.app.Background;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.KeyFile;
import dev.stencil.app.file.BoundedRead;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KeyWatchTest {
    private static final Id ID = new Id("0123456789abcdef01234567");
    private static final User ALICE = new User(ID, new UserName("alice"), "", Instant.EPOCH, Instant.EPOCH);
    private static final SigningSecret SECRET = new SigningSecret("a secret that was there before keys");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private Path file;
    private KeyWatch watch;
    private JwtTokens tokens;

    @BeforeEach
    void watch() {
        file = folder.resolve("keys.json");
        KeyFile.create(file, JwkSet.generate(KeyAlgorithm.ES256));
        watch = new KeyWatch(new KeyFile(file, true), Optional.of(SECRET));
        tokens = new JwtTokens(watch.read(), DAY, InstantSource.system());
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aChangeOfTheFileIsTakenUpAndReported() {
        String before = issue();
        String old = ids(read()).getFirst();

        rotate(DAY);
        watch.look(tokens, events::add);
        watch.look(tokens, events::add);

        String next = ids(read()).getFirst();
        assertThat(events).singleElement().isInstanceOfSatisfying(Event.KeysChanged.class, event -> {
            assertThat(event.signer()).isEqualTo(next);
            assertThat(event.verifiers()).startsWith(next, old).hasSize(3);
        });
        assertThat(tokens.verify(before).user()).contains(ID);
        assertThat(tokens.publicKeys()).contains(next, old);
    }

    @Test
    void aKeyThatIsDroppedVerifiesNothing() {
        String before = issue();
        tokens.verify(before);
        rotate(Duration.ZERO);
        watch.look(tokens, events::add);
        assertThatExceptionOfType(Unauthenticated.class).isThrownBy(() -> tokens.verify(before));
    }

    @Test
    void theSecretBesideVerifiesWhateverTheFileSays() {
        String before = new JwtTokens(SECRET, DAY, InstantSource.system()).issue(ALICE, ID, DAY).text();
        assertThat(tokens.verify(before).user()).contains(ID);
        rotate(DAY);
        watch.look(tokens, events::add);
        assertThat(tokens.verify(before).user()).contains(ID);
        assertThat(tokens.publicKeys()).doesNotContain(KeySet.of(SECRET).signer());
    }

    @Test
    void whileTheFileCannotBeUsedTheKeysStay() throws IOException {
        String before = issue();
        String good = Files.readString(file);
        for (String bad : List.of("", "no JSON", "{\"keys\":[]}", good.substring(9), good + " ".repeat(65_536))) {
            Files.writeString(file, bad);
            watch.look(tokens, events::add);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        watch.look(tokens, events::add);
        Files.delete(file);
        watch.look(tokens, events::add);

        assertThat(events).isEmpty();
        assertThat(tokens.verify(before).user()).contains(ID);
        assertThat(tokens.verify(issue()).user()).contains(ID);

        KeyFile.create(file, JwkSet.generate(KeyAlgorithm.HS256));
        watch.look(tokens, events::add);
        assertThat(events).hasSize(1);
        assertThat(tokens.verify(issue()).user()).contains(ID);
    }

    @Test
    @Timeout(60)
    void eachMistakeIsSaidOnceAndNoneIsWaitedFor() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(KeyWatch.class);
        said.start();
        log.addAppender(said);
        try {
            Files.writeString(file, "no keys");
            watch.look(tokens, events::add);
            watch.look(tokens, events::add);
            assertThat(said.list).hasSize(1);
            Files.writeString(file, "still none");
            watch.look(tokens, events::add);
            assertThat(said.list).hasSize(2);
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", "-m", "600", file.toString()).start().waitFor()).isZero();
            watch.look(tokens, events::add);
            watch.look(tokens, events::add);
            assertThat(said.list).hasSize(3).last().asString().contains("is no regular file");
        } finally {
            log.detachAppender(said);
        }
        Files.delete(file);
        KeyFile.create(file, JwkSet.generate(KeyAlgorithm.HS256));
        watch.look(tokens, events::add);
        assertThat(events).hasSize(1);
    }

    @Test
    @Timeout(60)
    void aReadThatHangsIsGivenUpAndNotBegunAgain() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        BoundedRead<String> reading = new BoundedRead<>();
        Callable<String> hanging = () -> {
            begun.incrementAndGet();
            answer.await();
            return "answer";
        };
        assertThatThrownBy(() -> reading.read(hanging)).isInstanceOf(IOException.class).hasMessage("does not answer");
        answer.countDown();
        assertThat(reading.read(hanging)).isEqualTo("answer");
        assertThat(begun).hasValue(1);
    }

    /** Kubernetes puts the files of a secret into a new folder, and a link to that in the place of the last one. */
    @Test
    void aLinkThatIsPutElsewhereIsFollowed() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        KeyFile.create(one.resolve("keys"), JwkSet.generate(KeyAlgorithm.ES256));
        KeyFile.create(two.resolve("keys"), JwkSet.generate(KeyAlgorithm.ES256));
        Path data = Files.createSymbolicLink(folder.resolve("data"), one);
        try (KeyWatch linked = new KeyWatch(new KeyFile(data.resolve("keys"), true), Optional.empty())) {
            linked.read();
            Path next = Files.createSymbolicLink(folder.resolve("next"), two);
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
            linked.look(tokens, events::add);
        }
        assertThat(events).containsExactly(new Event.KeysChanged(ids(two.resolve("keys")).getFirst(),
                ids(two.resolve("keys"))));
    }

    @Test
    void aFileThatCannotBeUsedAtTheStartIsOneLine() {
        KeyWatch missing = new KeyWatch(new KeyFile(folder.resolve("missing"), true), Optional.empty());
        assertThatThrownBy(missing::read)
                .isInstanceOf(CommandFailed.class)
                .hasMessage("the key file cannot be used: the file cannot be read");
    }

    @Test
    void anErrorDoesNotEndTheWatch() {
        rotate(DAY);
        watch.start(tokens, event -> {
            events.add(event);
            rotate(DAY);
            throw new StackOverflowError("injected");
        }, Duration.ofMillis(5));
        await().until(() -> events.size() > 1);
        assertThat(watch.isRunning()).isTrue();
    }

    @Test
    void twentyRotationsWhileTokensAreIssuedAndVerifiedRefuseNone() throws Exception {
        watch.start(tokens, events::add, Duration.ofMillis(5));
        String first = issue();
        String[] last = {first, first};
        try (Background workers = new Background(2, worker -> time -> {
            String next = issue();
            for (String token : List.of(first, last[worker], next)) {
                assertThat(tokens.verify(token).user()).contains(ID);
            }
            last[worker] = next;
        })) {
            for (int round = 1; round <= 20; round++) {
                rotate(DAY);
                int changes = round;
                await().pollInterval(Duration.ofMillis(5)).until(() -> events.size() == changes);
            }
            workers.end();
        }
        assertThat(read().entries()).hasSize(21);
    }

    private String issue() {
        return tokens.issue(ALICE, ID, DAY).text();
    }

    private void rotate(Duration keep) {
        KeyFile.change(file, keys -> keys.rotated(Instant.now(), keep, Optional.empty()));
    }

    private JwkSet read() {
        return new KeyFile(file, true).read();
    }

    private static List<String> ids(Path keys) {
        return ids(new KeyFile(keys, true).read());
    }

    private static List<String> ids(JwkSet keys) {
        return keys.entries().stream().map(JwkSet.Entry::id).toList();
    }
}
