package io.wirecause.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Rewrites a pcap file as a host with another clock, or one that captured for a shorter time, would have written it. */
final class Clock {
    private static final int HEADER = 24;
    private static final int RECORD = 16;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private Clock() {
    }

    /**
     * Shifts the times of a file, and lets them drift.
     *
     * @param nanos by how much the clock is ahead at the first frame
     * @param drift by how much more for each second, seconds
     */
    static void shift(Path from, Path to, long nanos, double drift) throws IOException {
        byte[] bytes = Files.readAllBytes(from);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long unit = file.getInt(0) == NANOSECONDS ? 1 : 1_000;
        long origin = -1;
        for (int at = HEADER; at + RECORD <= bytes.length; at += RECORD + file.getInt(at + 8)) {
            long time = Integer.toUnsignedLong(file.getInt(at)) * 1_000_000_000L + file.getInt(at + 4) * unit;
            origin = origin < 0 ? time : origin;
            long shifted = time + nanos + Math.round((time - origin) * drift);
            file.putInt(at, (int) (shifted / 1_000_000_000L));
            file.putInt(at + 4, (int) (shifted % 1_000_000_000L / unit));
        }
        Files.write(to, bytes);
    }

    /** Counts the frames of a file. */
    static int frames(Path of) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(of)).order(ByteOrder.LITTLE_ENDIAN);
        int frames = 0;
        for (int at = HEADER; at + RECORD <= file.capacity(); at += RECORD + file.getInt(at + 8)) {
            frames++;
        }
        return frames;
    }

    /** Keeps some frames of a file, the first counted 1. */
    static void cut(Path from, Path to, int first, int last) throws IOException {
        byte[] bytes = Files.readAllBytes(from);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer kept = ByteBuffer.allocate(bytes.length).put(bytes, 0, HEADER);
        int frame = 0;
        for (int at = HEADER; at + RECORD <= bytes.length; at += RECORD + file.getInt(at + 8)) {
            if (++frame >= first && frame <= last) {
                kept.put(bytes, at, RECORD + file.getInt(at + 8));
            }
        }
        Files.write(to, Arrays.copyOf(kept.array(), kept.position()));
    }
}
