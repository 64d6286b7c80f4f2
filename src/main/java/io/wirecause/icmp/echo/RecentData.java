package io.wirecause.icmp.echo;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/** The data of the latest echo requests, to compare replies with. A ring of bytes: its memory is fixed. */
final class RecentData {
    /** Bytes kept: the data of some 180 requests of full length that wait for their replies. */
    static final int SIZE = 1 << 18;
    /** Requests kept. */
    private static final int ENTRIES = 1 << 10;
    private static final long NONE = -1;

    private byte[] bytes = new byte[0];
    private long[] frames = new long[0];
    private long[] starts = new long[0];
    private int[] lengths = new int[0];
    private int newest = -1;
    /** Bytes written in all. */
    private long written;
    private int firstDifference;

    /** Keeps the data of a request. */
    void add(long frame, ByteView from, int offset, int length) {
        if (length > SIZE) {
            return;
        }
        if (bytes.length == 0) {
            bytes = new byte[SIZE];
            frames = new long[ENTRIES];
            Arrays.fill(frames, NONE);
            starts = new long[ENTRIES];
            lengths = new int[ENTRIES];
        }
        int room = SIZE - (int) (written % SIZE);
        if (length > room) {
            // An entry lies in one piece.
            written += room;
        }
        from.get(offset, bytes, (int) (written % SIZE), length);
        newest = newest + 1 & ENTRIES - 1;
        frames[newest] = frame;
        starts[newest] = written;
        lengths[newest] = length;
        written += length;
    }

    /**
     * How many bytes differ from those of a request.
     *
     * @return -1 where the request's data is not kept any more or has another length
     */
    int differences(long frame, ByteView from, int offset, int length) {
        int entry = find(frame);
        if (entry < 0 || lengths[entry] != length) {
            return -1;
        }
        int at = (int) (starts[entry] % SIZE);
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != (byte) from.u8(offset + i)) {
                firstDifference = count++ == 0 ? i : firstDifference;
            }
        }
        return count;
    }

    private int find(long frame) {
        for (int i = 0; i < frames.length; i++) {
            int entry = newest - i & ENTRIES - 1;
            if (frames[entry] == frame) {
                return written - starts[entry] <= SIZE ? entry : -1;
            }
        }
        return -1;
    }

    /** Offset in the data of the first byte that differed in the last comparison. */
    int firstDifference() {
        return firstDifference;
    }
}
