package io.wirecause.tls.stream;

/** Bytes of unfinished messages that all streams of a capture keep together. */
public final class HeldBytes {
    /** Enough for hundreds of long certificate chains at once. */
    static final int MAX = 32 << 20;
    private int held;
    private long refused;

    /** Nothing held yet. */
    public HeldBytes() {
    }

    /** Asks for room; false where there is none. */
    public boolean take(int bytes) {
        if (held > MAX - bytes) {
            refused++;
            return false;
        }
        held += bytes;
        return true;
    }

    /** Gives room back. */
    public void release(int bytes) {
        held -= bytes;
    }

    /** Messages that were not kept for want of room. */
    public long refused() {
        return refused;
    }
}
