package io.wirecause.tls.stream;

/** Bytes of unfinished messages that all streams of a capture keep together. */
final class HeldBytes {
    /** Enough for hundreds of long certificate chains at once. */
    static final int MAX = 32 << 20;
    private int held;
    private long refused;

    /** Asks for room; false where there is none. */
    boolean take(int bytes) {
        if (held > MAX - bytes) {
            refused++;
            return false;
        }
        held += bytes;
        return true;
    }

    void release(int bytes) {
        held -= bytes;
    }

    /** Messages that were not kept for want of room. */
    long refused() {
        return refused;
    }
}
