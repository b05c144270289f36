package dev.stencil.adapter.http;

import java.util.function.Predicate;

/** Predicate that holds once a positive number no longer changes. */
final class Settled implements Predicate<Integer> {
    private int last = -1;

    @Override
    public boolean test(Integer number) {
        boolean settled = number == last;
        last = number;
        return settled && number > 0;
    }
}
