package dev.stencil.app.moving;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;

/** A store has something else in the place of what a line would put there; unless the file has it {@link Twice}. */
final class Occupied extends CannotMove {
    private static final long serialVersionUID = 1;

    private Occupied(CannotMove cause) {
        super(String.valueOf(cause.getMessage()));
    }

    static Occupied by(Failure.Conflict conflict, Id self, Lines.Line line) {
        return new Occupied(line.wrong(conflict.existing().equals(self)
                ? "the store has " + self + " in another state: it was used since an earlier import, or the file is"
                        + " another one; import into an empty store"
                : "the store has " + conflict.existing() + " in the place of " + self
                        + ", an account of the same name or a template of the same content; import into an empty store"));
    }
}
