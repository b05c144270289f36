package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterator over a result set that converts each row only when it is asked for: a page may end before its limit. */
public final class Rows<T> implements Iterator<T> {
    private final ResultSet rows;
    private final Handle.Reading<T> reading;
    private @Nullable T next;

    Rows(ResultSet rows, Handle.Reading<T> reading) {
        this.rows = rows;
        this.reading = reading;
    }

    @Override
    public boolean hasNext() {
        try {
            if (next == null && rows.next()) {
                next = reading.from(rows);
            }
            return next != null;
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T row = next;
        next = null;
        return row;
    }
}
