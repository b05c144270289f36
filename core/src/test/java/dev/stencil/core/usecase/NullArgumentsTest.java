package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.MergePatch;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Tokens.Claims;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method of every use case and of the builder names the argument that is null. */
class NullArgumentsTest {
    private static final Id ID = new Id("0123456789abcdef01234567");
    private static final Content CONTENT = Content.stored(1L);
    private static final User USER = new User(ID, new UserName("ada"), "hash", Instant.EPOCH, Instant.EPOCH);
    private static final Claims CLAIMS =
            new Claims(USER.name(), Optional.of(ID), SessionId.of(ID), Instant.EPOCH, Instant.MAX);
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(int.class, 1),
            Map.entry(String.class, "text"),
            Map.entry(Id.class, ID),
            Map.entry(SessionId.class, SessionId.of(ID)),
            Map.entry(Client.class, Client.at("192.0.2.1")),
            Map.entry(Actor.class, Actor.COMMAND_LINE),
            Map.entry(UserFilter.class, UserFilter.ALL),
            Map.entry(Collection.class, List.of()),
            Map.entry(Caller.class, new Caller(USER, CLAIMS, Client.at("192.0.2.1"))),
            Map.entry(Content.class, CONTENT),
            Map.entry(ContentLimits.class, ContentLimits.DEFAULT),
            Map.entry(MergePatch.class, MergePatch.given(1L, before -> {})),
            Map.entry(Order.class, Order.OLDEST_FIRST),
            Map.entry(Versions.class, Versions.only(1)));

    private final FakeClock clock = new FakeClock();
    private final Stencil.Builder builder =
            Stencil.builder(new InMemoryStorage(), new FakeHasher(), new FakeTokens(clock)).withoutSweep();
    @AutoClose
    private final Stencil stencil = builder.build();

    @TestFactory
    Stream<DynamicTest> anArgumentThatIsNullIsNamed() throws Exception {
        Stream<Object> useCases = Arrays.stream(Stencil.class.getMethods())
                .filter(method -> method.getReturnType().getPackageName().equals("dev.stencil.core.usecase"))
                .map(method -> invoked(method, stencil));
        Stream<DynamicTest> methods = Stream.concat(useCases, Stream.of(builder))
                .flatMap(target -> Arrays.stream(target.getClass().getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .flatMap(method -> tests(method, target)));
        Constructor<Client> client = Client.class.getConstructor(String.class, String.class);
        List<DynamicTest> all = Stream.concat(methods, tests(client, null)).toList();
        assertThat(all).hasSizeGreaterThan(40);
        return all.stream();
    }

    private static Stream<DynamicTest> tests(Executable door, @Nullable Object target) {
        Parameter[] parameters = door.getParameters();
        return Stream.iterate(0, i -> i < parameters.length, i -> i + 1)
                .filter(i -> !parameters[i].getType().isPrimitive())
                .filter(i -> !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(i -> dynamicTest(
                        door.getDeclaringClass().getSimpleName() + '.' + door.getName() + ": "
                                + parameters[i].getName(),
                        () -> assertThatNullPointerException()
                                .isThrownBy(() -> call(door, target, i))
                                .withMessage(parameters[i].getName())));
    }

    private static void call(Executable door, @Nullable Object target, int absent) throws Throwable {
        Parameter[] parameters = door.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            if (i != absent && !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                arguments[i] = Objects.requireNonNull(SAMPLES.get(parameters[i].getType()), "a sample is missing");
            }
        }
        try {
            if (door instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) door).invoke(target, arguments);
            }
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static Object invoked(Method method, Object target) {
        try {
            return method.invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
