package io.wirecause.capinfos;

import io.wirecause.capture.Frame;
import java.math.BigDecimal;

/** The numbers that capinfos sums up over all frames. */
final class Totals {
    long frames;
    long dataBytes;
    long timed;
    /** Earliest and latest time, nanoseconds since 1970; count where {@link #timed} is not 0. */
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    /** Least and largest captured length of the frames that were cut. */
    int cutMin = Integer.MAX_VALUE;
    int cutMax = -1;
    long cutFrames;
    long stepsBack;
    private long previous = Long.MIN_VALUE;

    /** Takes in one frame, whose data has this many bytes on the wire. */
    void add(Frame frame, long data) {
        frames++;
        dataBytes += data;
        if (frame.capturedLength() < frame.wireLength()) {
            cutFrames++;
            cutMin = Math.min(cutMin, frame.capturedLength());
            cutMax = Math.max(cutMax, frame.capturedLength());
        }
        if (frame.hasTimestamp()) {
            time(frame);
        }
    }

    private void time(Frame frame) {
        long time = frame.timestampNanos();
        timed++;
        first = Math.min(first, time);
        last = Math.max(last, time);
        if (time < previous) {
            stepsBack++;
        }
        previous = time;
    }

    /** From the earliest to the latest time, in seconds to the nanosecond. */
    double seconds() {
        // A long is not exact as a double, so a division would lose the last digit, and a difference of longs can overflow.
        return timed == 0 ? 0 : BigDecimal.valueOf(last, 9).subtract(BigDecimal.valueOf(first, 9)).doubleValue();
    }

    /** Something per second; 0 where no time passes, as capinfos has it. */
    double perSecond(double something) {
        return timed == 0 || last == first ? 0 : something / seconds();
    }

    /** Bytes of a frame on average. */
    double averageSize() {
        return frames == 0 ? 0 : (double) dataBytes / frames;
    }

    /** Whether no frame is older than the one before it; null where frames lack a time. */
    Boolean inOrder() {
        return timed < frames ? null : (Boolean) (stepsBack == 0);
    }
}
