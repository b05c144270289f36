package dev.stencil.core.domain.session;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.SteadyClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Stored state of a session's refresh tokens: hashes, from which no token can be made. A token can be used for one
 * refresh, and is followed by another. For a token that is presented again there are three possible situations:
 *
 * <ol>
 * <li>Its follower came within a grace of {@link #GRACE}: it leads to the token that is current by then, so that two
 * that refresh at the same time do not log each other out. That can be told since a follower is derived: it is the
 * SHA-256 of its predecessor and of a salt that is kept. Clocks may differ by {@link SteadyClock#SKEW}, by which the
 * grace is longer.
 * <li>Its follower is current and was never presented: the answer may have been lost, so another follower takes the
 * place of that one. If two have the token, both have a follower then, and the one that is not current tells.
 * <li>Any other is reuse.
 * </ol>
 *
 * @param familyHash of the secret that all tokens of the session share
 * @param currentHash of the secret of the token that is current
 * @param rotations the last ones, the oldest first: that to the current token, and those that may lie within the grace
 */
public record RefreshState(String familyHash, String currentHash, List<Rotation> rotations) {
    /** How long a token that was followed by another may still be presented. */
    public static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration TOLERANCE = GRACE.plus(SteadyClock.SKEW);
    private static final int MAX_ROTATIONS = 4;
    private static final int SALT = 32;
    private static final byte[] LABEL = "stencil refresh token 1".getBytes(StandardCharsets.US_ASCII);

    public RefreshState {
        rotations = List.copyOf(rotations);
    }

    /**
     * One token followed by another.
     *
     * @param presentedHash of the secret of the earlier one
     * @param salt 64 hexadecimal digits, from which and the earlier one's secret the later one's is made
     * @param at when it was
     */
    public record Rotation(String presentedHash, String salt, Instant at) {
        @Override
        public String toString() {
            return "Rotation[redacted]";
        }
    }

    /** A token and the state in which it is the current one. */
    public record Rotated(RefreshState state, RefreshToken token) {}

    public static RefreshState of(RefreshToken first) {
        return new RefreshState(first.familyHash(), first.secretHash(), List.of());
    }

    /**
     * Whether the token belongs to this session: it has the secret that all tokens of the session share. Its own secret
     * is not checked.
     */
    public boolean isOfFamily(RefreshToken token) {
        return Sha256.isEqual(familyHash, token.familyHash());
    }

    private boolean isCurrent(RefreshToken token) {
        return Sha256.isEqual(currentHash, token.secretHash());
    }

    /**
     * Whether another token may follow this one: it is current, or nobody has presented the current one that follows.
     */
    public boolean isRotatable(RefreshToken token) {
        return isCurrent(token)
                || (!rotations.isEmpty() && Sha256.isEqual(rotations.getLast().presentedHash(), token.secretHash()));
    }

    /** The current token, if {@code token} was followed by it within the grace, by way of others or not. */
    public Optional<RefreshToken> follower(RefreshToken token, Instant now) {
        RefreshToken latest = token;
        boolean followed = false;
        for (Rotation rotation : rotations) {
            if (Sha256.isEqual(rotation.presentedHash(), latest.secretHash())
                    && (followed || lies(rotation, TOLERANCE, now))) {
                latest = follower(latest, rotation.salt());
                followed = true;
            }
        }
        return followed && isCurrent(latest) ? Optional.of(latest) : Optional.empty();
    }

    /**
     * Lets another token follow one that {@link #isRotatable}, in place of any that follows it.
     *
     * @throws Failure.TooManyAttempts if as many as are remembered were followed within the grace
     */
    public Rotated rotate(RefreshToken token, Instant now) {
        List<Rotation> kept = new ArrayList<>(rotations.stream()
                .filter(rotation -> !Sha256.isEqual(rotation.presentedHash(), token.secretHash()))
                .filter(rotation -> lies(rotation, TOLERANCE, now))
                .toList());
        List<Rotation> recent = kept.stream().filter(rotation -> lies(rotation, GRACE, now)).toList();
        if (recent.size() >= MAX_ROTATIONS) {
            throw new Failure.TooManyAttempts(Duration.between(now, recent.getFirst().at().plus(GRACE)));
        }
        if (kept.size() >= MAX_ROTATIONS) {
            kept.removeFirst();
        }
        String salt = HexFormat.of().formatHex(RefreshToken.random(SALT));
        kept.add(new Rotation(token.secretHash(), salt, now));
        RefreshToken next = follower(token, salt);
        return new Rotated(new RefreshState(familyHash, next.secretHash(), kept), next);
    }

    private static RefreshToken follower(RefreshToken token, String salt) {
        return token.with(Sha256.digest(LABEL, HexFormat.of().parseHex(salt), token.secret()));
    }

    /** Whether the rotation lies within that time of now; by the clock of another process it may lie in the future. */
    private static boolean lies(Rotation rotation, Duration within, Instant now) {
        return Duration.between(rotation.at(), now).abs().compareTo(within) < 0;
    }

    @Override
    public String toString() {
        return "RefreshState[redacted]";
    }
}
