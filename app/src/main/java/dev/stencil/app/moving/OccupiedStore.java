package dev.stencil.app.moving;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;

/**
 * Exception for a store that has something else in the place of what a line would put there. A file that has the same
 * thing twice is refused by {@link DuplicateLines}.
 */
final class OccupiedStore extends CannotMove {
    private static final long serialVersionUID = 1;

    private OccupiedStore(CannotMove cause) {
        super(String.valueOf(cause.getMessage()));
    }

    static OccupiedStore by(Failure.Conflict conflict, Id self, Lines.Line line) {
        return new OccupiedStore(line.wrong(conflict.existing().equals(self)
                ? "the store has " + self + " in another state: it was used since an earlier import, or the file is"
                        + " another one; import into an empty store"
                : "the store has " + conflict.existing() + " in the place of " + self
                        + ", an account of the same name or a template of the same content; import into an empty store"));
    }
}
