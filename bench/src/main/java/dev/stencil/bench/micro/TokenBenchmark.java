package dev.stencil.bench.micro;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.Tokens.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Every request but a few shows a token (HS256). */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {
    /** Fewer than are remembered: what is measured beside a verification is that it is remembered. */
    private static final int TOKENS = 5_000;
    private static final SigningSecret SECRET = new SigningSecret("a secret that signs nothing but these");

    /** Verifies nothing that it has seen before. */
    @State(Scope.Benchmark)
    public static class Unknown {
        private final String[] tokens = Stream.generate(issuer()::next).limit(TOKENS).toArray(String[]::new);
        private JwtTokens verifier = verifier();

        /** Takes microseconds, before an invocation of many milliseconds. */
        @Setup(Level.Invocation)
        public void forget() {
            verifier = verifier();
        }
    }

    /** Has seen its one token before. */
    @State(Scope.Benchmark)
    public static class Known {
        private final String token = issuer().next();
        private final JwtTokens verifier = verifier();
    }

    private record Issuer(JwtTokens tokens, IdGenerator ids, User user) {
        String next() {
            return tokens.issue(user, ids.next(), Duration.ofDays(1)).text();
        }
    }

    private static JwtTokens verifier() {
        return new JwtTokens(SECRET, Duration.ofDays(1), InstantSource.system());
    }

    private static Issuer issuer() {
        IdGenerator ids = new IdGenerator(InstantSource.system());
        User user = new User(ids.next(), new UserName("Alice"), "no hash", Instant.EPOCH, Instant.EPOCH);
        return new Issuer(verifier(), ids, user);
    }

    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public void verifyUnknown(Unknown unknown, Blackhole out) {
        for (String token : unknown.tokens) {
            out.consume(unknown.verifier.verify(token));
        }
    }

    @Benchmark
    public Claims verifyKnown(Known known) {
        return known.verifier.verify(known.token);
    }
}
