package io.wirecause.tcp;

/**
 * Round trips from the capture point to the receiver of one direction's data and back: from a segment of new data to the
 * first acknowledgement of it, so the receiver's delay before it acknowledges is in them. One segment is timed at a time.
 * Never from data that was sent again or came late (Karn's algorithm, RFC 6298, section 3), nor while such data was
 * missing before it, because the acknowledgement then waits for that.
 */
class RoundTrips extends DurationSketch {
    private boolean timing;
    private long timedEnd;
    private long timedAt;

    /**
     * Takes in a segment with payload of the direction.
     *
     * @param offset of its first byte
     * @param end    offset behind its last byte
     * @param next   offset behind the highest byte seen before it
     * @param time   in nanoseconds
     */
    void sent(long offset, long end, long next, long time) {
        if (offset < next) {
            timing &= offset >= timedEnd;
        } else if (offset > next) {
            // Bytes before it are missing here: they were lost, or the capture missed them.
            timing = false;
        } else if (!timing) {
            timing = true;
            timedEnd = end;
            timedAt = time;
        }
    }

    /** Takes in an acknowledgement of all bytes below an offset; returns whether it ended a measurement. */
    boolean acknowledged(long offset, long time) {
        if (!timing || offset < timedEnd) {
            return false;
        }
        timing = false;
        add(time - timedAt);
        return true;
    }

    /** What was measured, to be read. */
    DurationSketch durations() {
        return this;
    }
}
