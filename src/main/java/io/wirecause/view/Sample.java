package io.wirecause.view;

/** One segment, or neighbours of one kind and direction that share a sample: nothing of them is lost but where in it they lie. */
final class Sample {
    /** What is not known. */
    static final long NONE = -1;

    final SampleKind kind;
    final boolean byClient;
    long from;
    long to;
    long low = NONE;
    long high = NONE;
    long acknowledged = NONE;
    long window = NONE;
    long flight = NONE;
    long bytes;
    long frame;
    long count = 1;

    /**
     * A sample of one.
     *
     * @param time  nanoseconds since 1970
     * @param frame its number
     */
    Sample(SampleKind kind, boolean byClient, long time, long frame) {
        this.kind = kind;
        this.byClient = byClient;
        this.from = time;
        this.to = time;
        this.frame = frame;
    }

    /** Sets the range of sequence numbers, or of what else it shows. */
    Sample range(long lowest, long highest) {
        low = lowest;
        high = highest;
        return this;
    }

    boolean isLike(Sample other) {
        return kind == other.kind && byClient == other.byClient;
    }

    /** Takes in a later one of its kind. A window counts as its least, what is in flight as its most. */
    void take(Sample later) {
        from = Math.min(from, later.from);
        to = Math.max(to, later.to);
        low = low == NONE ? later.low : later.low == NONE ? low : Math.min(low, later.low);
        high = Math.max(high, later.high);
        acknowledged = Math.max(acknowledged, later.acknowledged);
        window = window == NONE ? later.window : later.window == NONE ? window : Math.min(window, later.window);
        flight = Math.max(flight, later.flight);
        bytes += later.bytes;
        count += later.count;
        frame = Math.min(frame, later.frame);
    }
}
