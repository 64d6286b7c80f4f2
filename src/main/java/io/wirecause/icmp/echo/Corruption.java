package io.wirecause.icmp.echo;

import io.wirecause.analysis.collect.Examples;
import java.util.List;

/** Replies of a session whose data differs from the request's in a few bytes. */
public final class Corruption {
    private long replies;
    private int most;
    private int offset = -1;
    private boolean sameOffset = true;
    private final Examples frames = new Examples();

    void add(int differences, int firstOffset, long frame) {
        sameOffset &= replies == 0 || offset == firstOffset;
        offset = firstOffset;
        most = Math.max(most, differences);
        replies++;
        frames.add(frame);
    }

    /** How many replies. */
    public long replies() {
        return replies;
    }

    /** Bytes that differ in the worst one. */
    public int most() {
        return most;
    }

    /** Offset in the data of the first byte that differs, where it is the same in all of them; -1 otherwise. */
    public int offset() {
        return sameOffset ? offset : -1;
    }

    /** Some of them. */
    public List<Long> frames() {
        return frames.frames();
    }
}
