package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Failure;
import java.util.Set;

/** Condition on the version of a template that is to be changed (as in a conditional request: RFC 9110, 13). */
@FunctionalInterface
public interface Versions {
    boolean includes(long version);

    /** Whatever version is there. */
    static Versions any() {
        return version -> true;
    }

    static Versions only(long wanted) {
        return version -> version == wanted;
    }

    static Versions only(Set<Long> wanted) {
        return Set.copyOf(wanted)::contains;
    }

    static Versions allBut(Set<Long> unwanted) {
        Set<Long> excluded = Set.copyOf(unwanted);
        return version -> !excluded.contains(version);
    }

    default Versions and(Versions others) {
        return version -> includes(version) && others.includes(version);
    }

    /** @throws Failure.StaleVersion unless this includes {@code current} */
    default void require(long current) {
        if (!includes(current)) {
            throw new Failure.StaleVersion(current);
        }
    }
}
