package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.usecase.policy.FailureCounts.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

    private static final long STRANGE_AFTER = Duration.ofDays(7).toMillis();

    private final GuessLimits limits;
    private final Stopwatch time;
    /** Also the lock of all that is counted here. */
    private final FailureCounts counts;
    private final Rate<String> successes = new Rate<>(Duration.ofHours(1), MAX_USERS);
    private final RankedMap<String, List<SignedIn>> networks = new RankedMap<>(MAX_USERS);

    private record SignedIn(String network, long at) {}

    /** @param nanoTime as {@link System#nanoTime()} */
    public GuessLimiter(GuessLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.time = new Stopwatch(nanoTime);
        this.counts = new FailureCounts(MAX_COUNTS, time);
    }

    /**
     * The guesser at a login. A network that has to wait is refused before an endless name is hashed.
     *
     * @throws Failure.TooManyAttempts if they have to wait
     */
    public Guesser at(UserName name, String address) {
        List<Network> narrowToWide = Network.of(address);
        List<Limit> byNetwork = byNetwork(narrowToWide);
        if (name.text().length() > 2 * UserName.MAX_CODE_POINTS) {
            synchronized (counts) {
                refuse(counts.longestWait(byNetwork));
            }
        }
        return new Guesser(digest("user", name.key()), narrowToWide.getFirst(), byNetwork, true);
    }

    /**
     * The guesser of a secret that is good once, with the limits of a login from a network that is new to the user.
     *
     * @param whom whose secret it is, as far as it tells
     * @throws Failure.TooManyAttempts if they have to wait
     */
    public Guesser at(String whom, String address) {
        List<Network> narrowToWide = Network.of(address);
        return new Guesser(digest("secret", whom), narrowToWide.getFirst(), byNetwork(narrowToWide), false);
    }

    /**
     * The guesser in a session: a signed-in user who gives the password again.
     *
     * @throws Failure.TooManyAttempts if they have to wait
     */
    public Guesser at(Id user, SessionId session, String address) {
        return new Guesser(
                digest("session", user + " " + session), Network.of(address).getFirst(), List.of(), false);
    }

    private List<Limit> byNetwork(List<Network> networks) {
        return networks.stream()
                .map(network -> new Limit(' ' + network.name(), (long) limits.byClient() * network.times(),
                        network.times() == 1 ? FailureCounts.LONGEST_WAIT : FailureCounts.SHORT_WAIT))
                .toList();
    }

    /** The key of a user, of a fixed length: a name may be as long as a request. */
    private static String digest(String kind, String whom) {
        return Sha256.hex(kind + '\0' + whom).substring(0, 32);
    }

    /** @param wait in milliseconds; nothing is refused if it is not positive */
    static void refuse(long wait) {
        if (wait > 0) {
            throw new Failure.TooManyAttempts(Duration.ofMillis(wait));
        }
    }

    /** How many counts of failures are remembered. */
    int size() {
        synchronized (counts) {
            return counts.size();
        }
    }

    /** Origin of guesses: a user or a session, and a network. */
    public final class Guesser {
        private final String whom;
        private final String network;
        /** The first one is of the two together. */
        private final List<Limit> all = new ArrayList<>();
        private final boolean signsIn;

        private Guesser(String whom, Network narrowest, List<Limit> byNetwork, boolean signsIn) {
            this.whom = whom;
            this.network = narrowest.name();
            this.all.add(new Limit(whom + ' ' + network, limits.byUserAndClient(), FailureCounts.LONGEST_WAIT));
            this.all.add(new Limit(whom, limits.byUser(), FailureCounts.SHORT_WAIT));
            this.all.addAll(byNetwork);
            this.signsIn = signsIn;
            refuseIfWaiting();
        }

        /** @throws Failure.TooManyAttempts if an attempt would have to wait */
        public void refuseIfWaiting() {
            synchronized (counts) {
                refuse(Math.max(counts.longestWait(isKnown() ? all.subList(0, 1) : all), waitAfterSuccesses()));
            }
        }

        /**
         * Makes an attempt, and counts what comes of it; nothing if it cannot be made.
         *
         * @throws Failure.TooManyAttempts if it has to wait
         */
        public <T> T attempt(Supplier<T> check, Predicate<T> isRight) {
            synchronized (counts) {
                refuseIfWaiting();
                all.forEach(counts::begin);
            }
            Runnable count = () -> {};
            try {
                T result = check.get();
                count = isRight.test(result) ? this::countSuccess : () -> all.forEach(counts::countFailure);
                return result;
            } finally {
                synchronized (counts) {
                    all.forEach(counts::end);
                    count.run();
                }
            }
        }

        private boolean isKnown() {
            long since = time.millis() - STRANGE_AFTER;
            return signsIn
                    && signIns().anyMatch(there -> there.network().equals(network) && there.at() >= since);
        }

        private Stream<SignedIn> signIns() {
            return networks.get(whom).stream().flatMap(List::stream);
        }

        private long waitAfterSuccesses() {
            return limits.equals(GuessLimits.OFF) ? 0 : successes.waiting(whom, SUCCESSES, time.millis());
        }

        private void countSuccess() {
            long now = time.millis();
            counts.forget(all.getFirst());
            successes.count(whom, SUCCESSES, now);
            if (signsIn) {
                Stream<SignedIn> before = signIns().filter(there -> !there.network().equals(network));
                List<SignedIn> latest = Stream.concat(Stream.of(new SignedIn(network, now)), before)
                        .limit(NETWORKS_OF_A_USER)
                        .toList();
                networks.put(whom, latest, now);
            }
        }
    }
}
