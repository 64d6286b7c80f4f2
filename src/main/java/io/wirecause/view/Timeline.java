package io.wirecause.view;

import io.wirecause.analysis.Analyzer;
import io.wirecause.packet.Packet;
import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames and bytes of a capture over time, in intervals that grow with it: bounded memory however long it is. */
final class Timeline implements Analyzer {
    private static final int MOST = 512;
    private static final int MOST_TIMES = 4_096;
    private static final long FINEST = 1_000L;

    private final long[] frames = new long[MOST];
    private final long[] bytes = new long[MOST];
    private final long[] times = new long[MOST_TIMES];
    private long stride = 1;
    private int timed;
    private long width = FINEST;
    private long start;
    private boolean started;
    private int used;
    private long lastFrame;

    /**
     * The intervals.
     *
     * @param start   time of the first frame
     * @param seconds length of an interval
     * @param frames  in each, from the first on
     * @param bytes   on the wire, likewise
     * @param frameTimes when some of the frames were captured
     */
    record Table(
            @Describe(value = "Time of the first frame, UTC", optional = true) Instant start,
            @Describe("Seconds of an interval") double seconds,
            @Describe("Frames in each") List<Long> frames,
            @Describe("Bytes in each") List<Long> bytes,
            @Describe("Times of some frames") FrameTimes frameTimes) {
    }

    /**
     * Times of the frames 1, 1 + stride, 1 + 2 strides and so on.
     *
     * @param stride from one frame to the next
     * @param micros since the first frame, microseconds
     */
    record FrameTimes(
            @Describe("From one to the next") long stride,
            @Describe("Since the first frame, microseconds") List<Long> micros) {
    }

    @Override
    public void packet(Packet packet) {
        // A frame can hold several packets.
        if (!packet.frame().hasTimestamp() || packet.frame().number() == lastFrame) {
            return;
        }
        lastFrame = packet.frame().number();
        long time = packet.frame().timestampNanos();
        if (!started) {
            started = true;
            start = time;
        }
        // Clocks can step back: what lies before the first frame counts with it.
        long since = Math.max(0, time - start);
        keep(lastFrame - 1, since / FINEST);
        while (since / width >= MOST) {
            halve();
        }
        int at = (int) (since / width);
        frames[at]++;
        bytes[at] += packet.frame().wireLength();
        used = Math.max(used, at + 1);
    }

    private void keep(long index, long micros) {
        while (index / stride >= MOST_TIMES) {
            for (int i = 0; i < MOST_TIMES / 2; i++) {
                times[i] = times[2 * i];
            }
            stride *= 2;
            timed = (timed + 1) / 2;
        }
        int at = (int) (index / stride);
        if (index % stride == 0) {
            // Frames without a time have that of the one before.
            Arrays.fill(times, timed, at, timed == 0 ? 0 : times[timed - 1]);
            times[at] = micros;
            timed = at + 1;
        }
    }

    private void halve() {
        for (int i = 0; i < MOST; i++) {
            boolean lower = i < MOST / 2;
            frames[i] = lower ? frames[2 * i] + frames[2 * i + 1] : 0;
            bytes[i] = lower ? bytes[2 * i] + bytes[2 * i + 1] : 0;
        }
        used = (used + 1) / 2;
        width *= 2;
    }

    /** The time of the first frame, nanoseconds since 1970; 0 where none has a time. */
    long start() {
        return start;
    }

    Table table() {
        List<Long> ofFrames = new ArrayList<>();
        List<Long> ofBytes = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            ofFrames.add(frames[i]);
            ofBytes.add(bytes[i]);
        }
        return new Table(started ? Instant.EPOCH.plusNanos(start) : null, Durations.seconds(width), ofFrames, ofBytes,
                new FrameTimes(stride, Arrays.stream(times, 0, timed).boxed().toList()));
    }
}
