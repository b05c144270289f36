package dev.stencil.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Stores that keep nearly all of it: the contract is broken in one thing each, and its message says which. */
class BrokenStoresTest {
    private final Storage sound = new InMemoryStorage();

    @Test
    void aSessionLosesItsAddress() {
        SessionRepository sessions = altered(SessionRepository.class, sound.sessions(),
                session -> session instanceof Session it
                        ? new Session(it.id(), it.user(), it.epoch(), new Client("", it.client().userAgent()),
                                it.refresh(),
                                it.created(), it.lastUsed(), it.expires())
                        : session);
        StorageContract contract = () -> new Broken(sound.users(), sound.templates(), sessions);
        assertThat(messageOf(contract::anAddedSessionIsFoundAsItWas))
                .contains("client.address: expected \"192.0.2.7\", was \"\"");
        assertThat(messageOf(contract::theLatestSessionsAreListedFirst))
                .contains("[0].client.address: expected \"192.0.2.7\", was \"\"");
    }

    @Test
    void aFractionBecomesAnInteger() {
        TemplateRepository templates = altered(TemplateRepository.class, sound.templates(),
                item -> item instanceof Template it
                        && it.content().value() instanceof Double number
                        && number == Math.rint(number)
                                ? new Template(it.id(), it.owner(), Content.stored(number.longValue()), it.version(),
                                        it.created(), it.updated())
                                : item);
        StorageContract contract = () -> new Broken(sound.users(), templates, sound.sessions());
        assertThat(messageOf(contract.contentComesBackAsItWasGiven()))
                .contains("a whole double: ", "expected: \"5.0\"", "but was: \"5\"");
    }

    @Test
    void theOrderWithinAMillisecondIsLost() {
        TemplateRepository templates = altered(TemplateRepository.class, sound.templates(), page -> {
            if (!(page instanceof Page it)) {
                return page;
            }
            List<Template> items = new ArrayList<>(it.items().reversed());
            items.sort(Comparator.comparing(Template::created));
            return new Page(items, it.next());
        });
        StorageContract contract = () -> new Broken(sound.users(), templates, sound.sessions());
        assertThat(messageOf(contract::aListGoesByTheTimeOfCreationAndThenById))
                .contains("[1].content: expected \"lower id\", was \"higher id\"");
    }

    @Test
    void twoEqualAddsWin() {
        TemplateRepository templates = (TemplateRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[]{TemplateRepository.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(sound.templates(), arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof Failure.Conflict && method.getName().equals("add")) {
                            return null;
                        }
                        throw e.getCause();
                    }
                });
        StorageContract contract = () -> new Broken(sound.users(), templates, sound.sessions());
        assertThat(messageOf(contract::ofManyEqualAddsOneWins)).contains("one of all that came at once wins",
                "but was: 24");
    }

    @Test
    void theSurvivorIsLost() {
        UserRepository users = altered(UserRepository.class, sound.users(), user -> user instanceof User it
                ? it.with(new Access(it.access().state(), it.access().epoch(), Optional.empty(),
                        it.access().revokedUntil()), it.updated())
                : user);
        StorageContract contract = () -> new Broken(users, sound.templates(), sound.sessions());
        assertThat(messageOf(contract.everyAccessComesBackAsItWas()))
                .contains("access.survivor: expected ", ", was nothing");
    }

    /** Whatever the repository finds, altered: in an Optional, in a list, or by itself. */
    private static <T> T altered(Class<T> port, T sound, UnaryOperator<@Nullable Object> alteration) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, (proxy, method, arguments) -> {
                    try {
                        return switch (method.invoke(sound, arguments)) {
                            case Optional<?> found -> found.map(alteration);
                            case List<?> found -> found.stream().map(alteration).toList();
                            case Page page when page.equals(alteration.apply(page)) -> new Page(
                                    page.items().stream().map(item -> (Template) alteration.apply(item)).toList(),
                                    page.next());
                            case null -> null;
                            case Object found -> alteration.apply(found);
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private record Broken(UserRepository users, TemplateRepository templates, SessionRepository sessions)
            implements
                Storage {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {}
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static String messageOf(Attempt test) {
        return String.valueOf(catchThrowable(test::run).getMessage());
    }

    /** Of the first that fails, with its name. */
    private static String messageOf(Stream<DynamicTest> tests) {
        for (DynamicTest test : tests.toList()) {
            Throwable failure = catchThrowable(() -> test.getExecutable().execute());
            if (failure != null) {
                return test.getDisplayName() + ": " + failure.getMessage();
            }
        }
        return "none fails";
    }
}
