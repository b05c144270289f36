package dev.stencil.adapter.password;

import java.util.Optional;

/**
 * Cost of checking a stored hash, read from the hash before any of the work is done.
 *
 * @param refusal why the check is not made: the hash asks for more than is ever spent on one, or for what cannot be
 */
record Cost(long kibibytes, Optional<String> refusal) {
    static final int MAX_KIBIBYTES = 65_536;

    static Cost ofMemory(long kibibytes) {
        return new Cost(kibibytes, Optional.empty()).atMost(MAX_KIBIBYTES, "memory in KiB", kibibytes);
    }

    Cost atMost(long most, String what, long value) {
        return only(value <= most, "its " + what + " is " + value + ", and " + most + " is the most");
    }

    Cost only(boolean possible, String refusal) {
        return possible || this.refusal.isPresent() ? this : new Cost(kibibytes, Optional.of(refusal));
    }
}
