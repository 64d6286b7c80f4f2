package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;
import io.wirecause.tls.stream.HeldBytes;
import java.util.Arrays;

/**
 * Puts together the bytes of the handshake that the CRYPTO frames of one side's Initial packets carry, in any order (RFC 9000,
 * section 19.6). Keeps {@value #MOST} bytes at most, and only as long as a hello is awaited.
 */
final class CryptoStream {
    /** Bytes kept; hellos with post-quantum keys take two kilobytes. */
    static final int MOST = 16_384;
    /** Pieces that wait for those before them. */
    private static final int MOST_PIECES = 64;
    private static final int HEADER = 4;
    private static final byte[] NOTHING = {};

    private final HeldBytes room;
    private byte[] bytes = NOTHING;
    /** The pieces that are there: where each begins and ends, in order, not touching. */
    private final int[] from = new int[MOST_PIECES];
    private final int[] to = new int[MOST_PIECES];
    private int pieces;
    /** Where the next message begins. */
    private int at;

    CryptoStream(HeldBytes room) {
        this.room = room;
    }

    /** Takes in one frame's data. */
    void add(long offset, ByteView frame, int start, int length) {
        if (length <= 0 || length > MOST || offset > MOST - length) {
            return;
        }
        int begin = (int) offset;
        int end = begin + length;
        if (bytes.length < end) {
            int size = Math.min(MOST, Math.max(end, 2 * bytes.length));
            if (!room.take(size - bytes.length)) {
                return;
            }
            bytes = Arrays.copyOf(bytes, size);
        }
        if (!place(begin, end)) {
            return;
        }
        frame.get(start, bytes, begin, length);
    }

    private boolean place(int begin, int end) {
        int first = 0;
        while (first < pieces && to[first] < begin) {
            first++;
        }
        int last = first;
        int low = begin;
        int high = end;
        while (last < pieces && from[last] <= end) {
            low = Math.min(low, from[last]);
            high = Math.max(high, to[last]);
            last++;
        }
        int joined = last - first;
        if (joined == 0) {
            if (pieces == MOST_PIECES) {
                return false;
            }
            System.arraycopy(from, first, from, first + 1, pieces - first);
            System.arraycopy(to, first, to, first + 1, pieces - first);
            pieces++;
        } else {
            System.arraycopy(from, last, from, first + 1, pieces - last);
            System.arraycopy(to, last, to, first + 1, pieces - last);
            pieces -= joined - 1;
        }
        from[first] = low;
        to[first] = high;
        return true;
    }

    /** The next message with its header, if it is whole; null if it is not. */
    ByteView next() {
        int whole = pieces > 0 && from[0] == 0 ? to[0] : 0;
        if (whole - at < HEADER) {
            return null;
        }
        ByteView all = ByteView.of(bytes);
        int length = HEADER + all.u24be(at + 1);
        if (whole - at < length) {
            return null;
        }
        ByteView message = all.slice(at, length);
        at += length;
        return message;
    }

    /** Drops what is there. */
    void drop() {
        room.release(bytes.length);
        bytes = NOTHING;
        pieces = 0;
    }
}
