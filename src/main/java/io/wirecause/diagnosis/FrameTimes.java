package io.wirecause.diagnosis;

import io.wirecause.analysis.Analyzer;
import io.wirecause.packet.Packet;
import java.util.Arrays;

/**
 * When frames were captured, for findings, which name frames only. Of long captures it keeps every second, fourth, ... frame's
 * time, in constant memory.
 */
final class FrameTimes implements Analyzer {
    private static final int MOST = 1 << 16;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long[] times = new long[MOST];
    private int stride = 1;
    private long first = UNKNOWN;
    private long last = UNKNOWN;

    FrameTimes() {
        Arrays.fill(times, UNKNOWN);
    }

    @Override
    public void packet(Packet packet) {
        if (!packet.frame().hasTimestamp()) {
            return;
        }
        long time = packet.frame().timestampNanos();
        first = first == UNKNOWN ? time : first;
        last = time;
        long number = packet.frame().number();
        if (number % stride == 0) {
            while (number / stride >= MOST) {
                for (int i = 0; i < MOST / 2; i++) {
                    times[i] = times[2 * i];
                }
                Arrays.fill(times, MOST / 2, MOST, UNKNOWN);
                stride *= 2;
            }
            if (number % stride == 0) {
                times[(int) (number / stride)] = time;
            }
        }
    }

    /** Whether the time of a frame, or of one shortly before it, is known. */
    boolean knows(long frame) {
        return time(frame) != UNKNOWN;
    }

    /** When a frame was captured, or one shortly before it in a long capture; nanoseconds since 1970. */
    long time(long frame) {
        for (int i = (int) Math.min(MOST - 1, frame / stride); i >= 0 && frame > 0; i--) {
            if (times[i] != UNKNOWN) {
                return times[i];
            }
        }
        return frame > 0 ? first : UNKNOWN;
    }

    /** The time of the first frame that has one, nanoseconds since 1970; 0 where none has. */
    long first() {
        return first == UNKNOWN ? 0 : first;
    }

    /** From the first to the last frame with a time, nanoseconds. */
    long span() {
        return first == UNKNOWN ? 0 : last - first;
    }
}
