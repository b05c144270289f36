package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.UserName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Rate limiter against password guessing. Wrong passwords are counted for a user and a network together, and more
 * loosely for each alone ({@link GuessLimits}); after the free ones every attempt has to wait, a second at first, twice
 * as long after each further failure. Failures are forgotten an hour after the last one; names that do not exist count
 * the same.
 *
 * <ul>
 *   <li><b>A user and a network</b> wait for at most 15 minutes. A right password forgets their failures.
 *   <li><b>A network</b> waits for at most 15 minutes. It is an IPv4 address or an IPv6 network of 64 bits; networks of
 *       56 and 48 bits have 4 and 16 times as many free failures, and wait for at most a minute.
 *   <li><b>A user</b> waits for at most a minute, wherever the guesses come from: nobody is locked out by others. The
 *       {@value #NETWORKS_OF_A_USER} networks from which a user signed in last, within a week, do not wait for what
 *       others have done, neither to this user nor from that network.
 *   <li><b>A signed-in user</b> who gives the password again is counted by session instead of by user and network:
 *       guesses at the login keep nobody from changing the password.
 *   <li><b>Right passwords</b> are counted too, as each costs a hash: {@value #SUCCESSES} at once for each user, and as
 *       many again within an hour.
 * </ul>
 *
 * <p>Concurrent attempts have no more free failures than sequential ones. Time is measured by a monotonic clock:
 * setting the system clock changes nothing.
 *
 * <p>Memory is bounded and belongs to this process alone: it holds {@value #MAX_COUNTS} counts of failures, the
 * successes of {@value #MAX_USERS} users and the networks of as many, under keys of a fixed size. Only a failure adds a
 * count. Counts that make nobody wait are evicted first.
 */
public final class GuessLimiter {
    static final int MAX_COUNTS = 100_000;
    static final int MAX_USERS = 20_000;
    static final int NETWORKS_OF_A_USER = 4;
    static final int SUCCESSES = 1_000;

    private static final long FIRST_WAIT = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_WAIT = Duration.ofMinutes(15).toMillis();
    private static final long SHORT_WAIT = Duration.ofMinutes(1).toMillis();
    private static final long FORGOTTEN_AFTER = Duration.ofHours(1).toMillis();
    private static final long STRANGE_AFTER = Duration.ofDays(7).toMillis();
    private static final String ANYBODY = "";
    private static final String ANYWHERE = "";

    private final GuessLimits limits;
    private final Stopwatch time;
    private final RankedMap<Key, Count> counts = new RankedMap<>(MAX_COUNTS);
    /** Attempts whose password is being hashed, by count: at most a few for each thread that hashes. */
    private final Map<Key, Integer> running = new HashMap<>();
    private final Rate<String> successes = new Rate<>(Duration.ofHours(1), MAX_USERS);
    private final RankedMap<String, List<SignedIn>> networks = new RankedMap<>(MAX_USERS);

    private record Key(String whom, String network) {}

    private record Count(int failures, long latest) {
        static final Count NONE = new Count(0, 0);
    }

    private record SignedIn(String network, long at) {}

    /** A count, and the limit that it is compared with. */
    private record Limit(Key key, long free, long longestWait) {}

    public GuessLimiter(GuessLimits limits) {
        this(limits, System::nanoTime);
    }

    /** @param nanoTime in place of {@link System#nanoTime()}, for tests */
    public GuessLimiter(GuessLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.time = new Stopwatch(nanoTime);
    }

    /**
     * The guesser at a login. A network that has to wait is refused before an endless name is hashed.
     *
     * @throws Failure.TooManyAttempts if they have to wait
     */
    public Guesser at(UserName name, String address) {
        List<String> narrowToWide = Network.of(address);
        List<Limit> strict = new ArrayList<>();
        for (int i = 0; i < narrowToWide.size(); i++) {
            long free = (long) limits.byClient() * Network.LOOSER.get(i);
            strict.add(new Limit(new Key(ANYBODY, narrowToWide.get(i)), free, i == 0 ? LONGEST_WAIT : SHORT_WAIT));
        }
        if (name.text().length() > 2 * UserName.MAX_CODE_POINTS) {
            synchronized (counts) {
                refuse(longestWait(strict.stream()));
            }
        }
        return new Guesser(digest("user", name.key()), narrowToWide.getFirst(), strict, true).orRefused();
    }

    /**
     * The guesser in a session: a signed-in user who gives the password again.
     *
     * @throws Failure.TooManyAttempts if they have to wait
     */
    public Guesser at(Id user, SessionId session, String address) {
        String whom = digest("session", user + " " + session);
        return new Guesser(whom, Network.of(address).getFirst(), List.of(), false).orRefused();
    }

    /** The key of a user, of a fixed length: a name may be as long as a request. */
    private static String digest(String kind, String whom) {
        return Sha256.hex(kind + '\0' + whom).substring(0, 32);
    }

    /** Origin of guesses: a user or a session, and a network. */
    public final class Guesser {
        private final String whom;
        private final String network;
        private final Limit own;
        private final List<Limit> others = new ArrayList<>();
        private final boolean signsIn;

        private Guesser(String whom, String network, List<Limit> byNetwork, boolean signsIn) {
            this.whom = whom;
            this.network = network;
            this.own = new Limit(new Key(whom, network), limits.byUserAndClient(), LONGEST_WAIT);
            this.others.add(new Limit(new Key(whom, ANYWHERE), limits.byUser(), SHORT_WAIT));
            this.others.addAll(byNetwork);
            this.signsIn = signsIn;
        }

        /** @throws Failure.TooManyAttempts if an attempt would have to wait */
        public void refuseIfWaiting() {
            synchronized (counts) {
                Stream<Limit> strict = isKnown() ? Stream.of(own) : all();
                refuse(Math.max(longestWait(strict), waitAfterSuccesses()));
            }
        }

        private Guesser orRefused() {
            refuseIfWaiting();
            return this;
        }

        /**
         * Begins an attempt, to be told how it ended.
         *
         * @throws Failure.TooManyAttempts if it has to wait
         */
        public Attempt begin() {
            synchronized (counts) {
                refuseIfWaiting();
                all().forEach(limit -> running.merge(limit.key(), 1, Integer::sum));
                return new Attempt(this);
            }
        }

        private Stream<Limit> all() {
            return Stream.concat(Stream.of(own), others.stream());
        }

        private boolean isKnown() {
            long since = time.millis() - STRANGE_AFTER;
            return signsIn && networks.get(whom).stream()
                    .flatMap(List::stream)
                    .anyMatch(there -> there.network().equals(network) && there.at() >= since);
        }

        private long waitAfterSuccesses() {
            return limits.equals(GuessLimits.OFF) ? 0 : successes.waiting(whom, SUCCESSES, time.millis());
        }

        private void succeeded() {
            long now = time.millis();
            counts.remove(own.key());
            successes.count(whom, SUCCESSES, now);
            if (signsIn) {
                Stream<SignedIn> before = networks.get(whom).stream()
                        .flatMap(List::stream)
                        .filter(there -> !there.network().equals(network));
                networks.put(
                        whom,
                        Stream.concat(Stream.of(new SignedIn(network, now)), before).limit(NETWORKS_OF_A_USER).toList(),
                        now);
            }
        }
    }

    /** Attempt under way; its owner calls exactly one of the methods, once. */
    public final class Attempt {
        private final Guesser guesser;

        private Attempt(Guesser guesser) {
            this.guesser = guesser;
        }

        /** The password was right. */
        public void succeeded() {
            synchronized (counts) {
                end();
                guesser.succeeded();
            }
        }

        /** The password was wrong. */
        public void failed() {
            synchronized (counts) {
                end();
                guesser.all().forEach(GuessLimiter.this::countFailure);
            }
        }

        /** It was not found out whether the password is right. */
        public void abandoned() {
            synchronized (counts) {
                end();
            }
        }

        private void end() {
            guesser.all().forEach(limit -> running.computeIfPresent(limit.key(),
                    (key, attempts) -> attempts == 1 ? null : attempts - 1));
        }
    }

    private static void refuse(long wait) {
        if (wait > 0) {
            throw new Failure.TooManyAttempts(Duration.ofMillis(wait));
        }
    }

    private Count count(Key key) {
        return counts.get(key)
                .filter(count -> time.millis() - count.latest() <= FORGOTTEN_AFTER)
                .orElse(Count.NONE);
    }

    /** A count without free failures ranks as if it waited for the longest time. */
    private void countFailure(Limit limit) {
        Count count = new Count(count(limit.key()).failures() + 1, time.millis());
        counts.put(limit.key(), count, count.latest() + (count.failures() >= limit.free() ? LONGEST_WAIT : 0));
    }

    private long longestWait(Stream<Limit> limits) {
        return limits.mapToLong(this::wait).max().orElse(0);
    }

    private long wait(Limit limit) {
        Count count = count(limit.key());
        long left = limit.free() - count.failures();
        int attempts = running.getOrDefault(limit.key(), 0);
        if (attempts > 0 && attempts >= left) {
            // The attempts under way may use up the free failures.
            return FIRST_WAIT;
        }
        if (left > 0) {
            return 0;
        }
        long wait = Math.min(FIRST_WAIT << Math.min(-left, 10), limit.longestWait());
        return count.latest() + wait - time.millis();
    }

    /** How many counts of failures are remembered. */
    int size() {
        synchronized (counts) {
            return counts.size();
        }
    }
}
