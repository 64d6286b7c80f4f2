package io.wirecause.source.unpack;

/** What one call may still unpack: a directory of bombs may cost no more than one of them. For one thread. */
public final class UnpackBudget {
    private long left;

    /** So many bytes for all files of the call together. */
    public UnpackBudget(long bytes) {
        left = bytes;
    }

    long left() {
        return left;
    }

    /** Bytes were unpacked, whether or not anything came of it. */
    void spend(long bytes) {
        left = Math.max(0, left - bytes);
    }
}
