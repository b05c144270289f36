package dev.stencil.core.domain.account;

/**
 * Limits on wrong passwords: how many are free before further attempts have to wait.
 *
 * @param byUserAndClient for one user from one client address
 * @param byUser for one user from anywhere
 * @param byClient for one client address, whatever the user
 */
public record GuessLimits(int byUserAndClient, int byUser, int byClient) {
    public static final GuessLimits DEFAULT = new GuessLimits(5, 50, 200);

    /** No limits at all. */
    public static final GuessLimits OFF = new GuessLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
