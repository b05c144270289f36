package dev.stencil.core.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of a template that somebody is ready to change: what {@code If-Match} says (RFC 9110, 13.1.1). */
public final class Versions {
    private static final Versions ANY = new Versions(null);

    private final @Nullable Set<Long> listed;

    private Versions(@Nullable Set<Long> listed) {
        this.listed = listed;
    }

    /** Whatever version is there. */
    public static Versions any() {
        return ANY;
    }

    /** No version but these. */
    public static Versions only(Set<Long> versions) {
        return new Versions(Set.copyOf(versions));
    }

    public static Versions only(long version) {
        return only(Set.of(version));
    }

    public boolean includes(long version) {
        return listed == null || listed.contains(version);
    }

    /** @throws Failure.StaleVersion unless this includes {@code current} */
    public void require(long current) {
        if (!includes(current)) {
            throw new Failure.StaleVersion(current);
        }
    }
}
