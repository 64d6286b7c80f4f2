package io.wirecause.sip.rtp;

/**
 * Interarrival jitter (RFC 3550, section 6.4.1 and appendix A.8): how much the spacing of packets on arrival differs from
 * their spacing at the sender, smoothed by 1/16.
 */
final class Jitter {
    /** A step of timestamps beyond this is a new beginning, not a pause. */
    private static final double LONGEST_STEP_MILLIS = 60_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A packet this much later than its timestamp says follows a pause of the sender, unless later ones catch up. */
    private static final double PAUSE_MILLIS = 1_000;
    /** Packets within which those that a network held up catch up. */
    private static final int CATCH_UP = 10;

    private boolean started;
    /** A late packet that is not judged yet, how much others have caught up since, and how many may still do. */
    private double late;
    private double caughtUp;
    private int judging;
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
     * @param afterSilence whether the sender says that it was silent before: then its pause says nothing of the network
     */
    void take(long arrivalNanos, int timestamp, int clockRate, boolean afterSilence) {
        if (started) {
            // Signed 32-bit difference: right across the wrap.
            double sent = (timestamp - lastTimestamp) * 1000.0 / clockRate;
            double arrived = (arrivalNanos - lastArrival) / NANOS_PER_MILLI;
            if (Math.abs(sent) <= LONGEST_STEP_MILLIS && Math.abs(arrived) <= LONGEST_STEP_MILLIS && !afterSilence) {
                step(arrived - sent);
            }
        }
        started = true;
        lastArrival = arrivalNanos;
        lastTimestamp = timestamp;
    }

    private void step(double difference) {
        if (judging > 0) {
            caughtUp -= difference;
            if (--judging == 0 && caughtUp >= late / 2) {
                add(late);
            }
        }
        if (difference >= PAUSE_MILLIS) {
            late = difference;
            caughtUp = 0;
            judging = CATCH_UP;
            return;
        }
        add(Math.abs(difference));
    }

    private void add(double difference) {
        jitter += (difference - jitter) / 16;
        greatest = Math.max(greatest, jitter);
        sum += jitter;
        count++;
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
