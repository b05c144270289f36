package dev.stencil.app.moving;

/** Listener for the progress of an export or an import. */
public interface MoveProgress {
    /**
     * @param done lines so far
     * @param part of the whole, from 0 to 1, roughly
     */
    void at(long done, double part);

    /** Something that a person should look at, in one line; there is no name and no content in it. */
    void note(String line);
}
