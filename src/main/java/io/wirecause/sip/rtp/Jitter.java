package io.wirecause.sip.rtp;

/**
 * Interarrival jitter (RFC 3550, section 6.4.1 and appendix A.8): how much the spacing of packets on arrival differs from
 * their spacing at the sender, smoothed by 1/16.
 */
final class Jitter {
    /** A step of timestamps beyond this is a new beginning, not a pause. */
    private static final double LONGEST_STEP_MILLIS = 60_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private boolean started;
    private long lastArrival;
    private int lastTimestamp;
    private double jitter;
    private double sum;
    private double greatest;
    private long count;

    /**
     * Adds the next packet.
     *
     * @param arrivalNanos when it was captured
     * @param timestamp    its RTP timestamp
     * @param clockRate    ticks a second, at least 1
     */
    void take(long arrivalNanos, int timestamp, int clockRate) {
        if (started) {
            // Signed 32-bit difference: right across the wrap.
            double sent = (timestamp - lastTimestamp) * 1000.0 / clockRate;
            double arrived = (arrivalNanos - lastArrival) / NANOS_PER_MILLI;
            if (Math.abs(sent) <= LONGEST_STEP_MILLIS && Math.abs(arrived) <= LONGEST_STEP_MILLIS) {
                jitter += (Math.abs(arrived - sent) - jitter) / 16;
                greatest = Math.max(greatest, jitter);
                sum += jitter;
                count++;
            }
        }
        started = true;
        lastArrival = arrivalNanos;
        lastTimestamp = timestamp;
    }

    /** Whether there were packets enough to tell. */
    boolean known() {
        return count > 0;
    }

    /** Mean over all packets, milliseconds. */
    double meanMillis() {
        return count == 0 ? 0 : sum / count;
    }

    /** The greatest it ever was, milliseconds. */
    double greatestMillis() {
        return greatest;
    }

    /** What it was at the last packet, milliseconds. */
    double lastMillis() {
        return jitter;
    }
}
