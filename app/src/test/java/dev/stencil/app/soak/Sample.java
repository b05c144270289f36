package dev.stencil.app.soak;

/**
 * Memory, descriptors and threads of the server at one moment.
 *
 * @param heap bytes in use after a collection
 * @param resident bytes of memory that the operating system counts
 */
public record Sample(long heap, long resident, long descriptors, long threads) {
    private static final double MIB = 1024 * 1024;

    @Override
    public String toString() {
        return "heap %.1f MiB, resident %.1f MiB, %d descriptors, %d threads"
                .formatted(heap / MIB, resident / MIB, descriptors, threads);
    }
}
