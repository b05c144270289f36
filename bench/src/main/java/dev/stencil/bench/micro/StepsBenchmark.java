package dev.stencil.bench.micro;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.bench.Contents;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.port.Tokens.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Steps of requests that public types take: fingerprints of contents, hashes of passwords, tokens (HS256). */
public class StepsBenchmark extends MicroBenchmark {
    /** Fewer than are remembered: remembering one is part of its verification. */
    private static final int TOKENS = 5_000;
    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());
    private static final User USER =
            new User(IDS.next(), new UserName("Alice"), "no hash", Instant.EPOCH, Instant.EPOCH);

    private final @Nullable Object small = Contents.of(Contents.SMALL, "1").value();
    private final @Nullable Object large = Contents.of(Contents.LARGE, "1").value();
    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher();
    private final JwtTokens verifier = verifier();
    private final String token = token();

    /** Tokens, and a verifier that has seen none of them. */
    @State(Scope.Benchmark)
    public static class Unknown {
        private final String[] tokens = Stream.generate(StepsBenchmark::token).limit(TOKENS).toArray(String[]::new);
        private JwtTokens verifier = verifier();

        /** Takes microseconds, before an invocation of many milliseconds. */
        @Setup(Level.Invocation)
        public void forget() {
            verifier = verifier();
        }
    }

    private static JwtTokens verifier() {
        return new JwtTokens(new SigningSecret("a secret that signs nothing but these"), Duration.ofDays(1),
                InstantSource.system());
    }

    private static String token() {
        return verifier().issue(USER, IDS.next(), Duration.ofDays(1)).text();
    }

    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(small);
    }

    @Benchmark
    public Fingerprint fingerprintOfLarge() {
        return Fingerprint.of(large);
    }

    @Benchmark
    public String hash() {
        return hasher.hash("correct horse battery staple");
    }

    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public void verifyUnknown(Unknown unknown, Blackhole out) {
        for (String each : unknown.tokens) {
            out.consume(unknown.verifier.verify(each));
        }
    }

    @Benchmark
    public Claims verifyKnown() {
        return verifier.verify(token);
    }
}
