package io.wirecause.tcp.endpoint;

/** The {@link Stray} segments of one endpoint, and the one that is yet to be judged by what follows it. */
public final class Strays {
    /** Of an endpoint without any; never written. */
    static final Strays NONE = new Strays();

    private final int[] counts = new int[Stray.values().length];
    private final int[] firstFrames = new int[Stray.values().length];
    /** The segments in a row to be judged, by offsets; how many, and the frame of the first, 0 for none. */
    long pendingStart;
    long pendingEnd;
    int pendingTimes;
    int pendingFrame;
    /** The acknowledgment to be judged, an offset of the peer; its frame, 0 for none. */
    long pendingAck;
    int pendingAckFrame;
    /** The number of a second SYN-ACK that the client may acknowledge yet, if {@link #isnKnown}. */
    int otherIsn;
    boolean isnKnown;

    /** Whether there was none, of any kind. */
    public boolean isNone() {
        return this == NONE;
    }

    /** Counts one. */
    void count(Stray kind, long frame) {
        count(kind, 1, frame);
    }

    /** Counts several, of which this frame is the first. */
    public void count(Stray kind, int times, long frame) {
        if (counts[kind.ordinal()] == 0) {
            firstFrames[kind.ordinal()] = (int) frame;
        }
        counts[kind.ordinal()] += times;
    }

    /** Keeps a segment aside, with those before it that it goes on behind; others turn out to be strays. */
    void keep(long start, long end, long frame) {
        if (pendingFrame != 0 && start >= pendingStart) {
            pendingEnd = Math.max(pendingEnd, end);
            pendingTimes++;
            return;
        }
        refute();
        pendingStart = start;
        pendingEnd = end;
        pendingTimes = 1;
        pendingFrame = (int) frame;
    }

    /** The stream went on elsewhere than the segments that were kept aside. */
    void refute() {
        if (pendingFrame != 0) {
            count(Stray.OUTSIDE_WINDOW, pendingTimes, pendingFrame);
            pendingFrame = 0;
        }
    }

    /** How many there are of a kind. */
    public int of(Stray kind) {
        return counts[kind.ordinal()] + (kind == Stray.OUTSIDE_WINDOW && pendingFrame != 0 ? pendingTimes : 0)
                + (kind == Stray.ACK_OF_UNSENT && pendingAckFrame != 0 ? 1 : 0);
    }

    /** The frame of the first of a kind; 0 for none. */
    public long firstFrame(Stray kind) {
        int counted = firstFrames[kind.ordinal()];
        int pending = kind == Stray.OUTSIDE_WINDOW ? pendingFrame : kind == Stray.ACK_OF_UNSENT ? pendingAckFrame : 0;
        return Integer.toUnsignedLong(counted != 0 ? counted : pending);
    }
}
