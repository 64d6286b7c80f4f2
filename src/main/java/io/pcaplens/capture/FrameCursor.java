package io.pcaplens.capture;

/**
 * Goes through the frames of a capture in file order. Damage in the file ends it early: what was readable has been
 * handed out then, and {@link #damage} says what broke and where.
 */
public abstract class FrameCursor {
    private final Frame frame = new Frame();

    FrameCursor() {
    }

    /** Moves to the next frame; false at the end of the file or at damage. */
    public abstract boolean next();

    /** Bytes of the file that have been passed. */
    public abstract long position();

    /** What is wrong with the file, as one sentence with the byte offset; null where nothing was found so far. */
    public abstract String damage();

    /** The frame the cursor stands on; the same object all along. */
    public final Frame frame() {
        return frame;
    }
}
