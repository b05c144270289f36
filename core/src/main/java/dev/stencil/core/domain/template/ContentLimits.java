package dev.stencil.core.domain.template;

/**
 * Limits on the size of new content. Whatever the limits, content has integers of 64 bits, finite numbers, no lone
 * surrogates, and member names of at most {@value #NAME_CHARS} UTF-16 units without NUL.
 *
 * @param depth how many arrays and objects may lie within each other; {@code [[]]} has depth 2, a number 0
 * @param bytes the largest size of the compact UTF-8 text
 */
public record ContentLimits(int depth, int bytes) {
    /** The longest name of a member. */
    public static final int NAME_CHARS = 256;

    /** For content that is to be stored: 32 levels, 256 KiB. */
    public static final ContentLimits DEFAULT = stored(256 * 1024);

    /**
     * For content that is only to be found, such as the old value of an update: a store may hold values from before
     * these limits.
     */
    public static final ContentLimits SOUGHT = new ContentLimits(100, Integer.MAX_VALUE);

    /** For content that is to be stored, with a size of one's own. */
    public static ContentLimits stored(int bytes) {
        return new ContentLimits(32, bytes);
    }
}
