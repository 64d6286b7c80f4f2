package io.wirecause.capture;

import java.util.List;

/**
 * Goes through the frames of a capture. Damage in the file ends it early: what was readable has been handed out then,
 * and {@link #damage} says what broke and where.
 */
public abstract class FrameCursor {
    private final Frame frame = new Frame();
    private String damage;

    FrameCursor() {
    }

    /** Moves to the next frame; false at the end of the file or at damage. */
    public abstract boolean next();

    /** Bytes of the capture that have been passed. */
    public abstract long position();

    /** What the parts of the file that have been passed tell of it. */
    public abstract CaptureDescription description();

    /** What was read of each file of a set; empty where the capture is one file. */
    public List<CapturedFile> capturedFiles() {
        return List.of();
    }

    /** What is wrong with the file, as one sentence with the byte offset; null where nothing was found so far. */
    public final String damage() {
        return damage;
    }

    /** The frame the cursor stands on; the same object all along. */
    public final Frame frame() {
        return frame;
    }

    /** Notes damage, the first of which counts; always false, for {@link #next} to return. */
    final boolean damaged(String sentence) {
        if (damage == null) {
            damage = sentence;
        }
        return false;
    }
}
