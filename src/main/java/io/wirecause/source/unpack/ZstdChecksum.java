package io.wirecause.source.unpack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** XXH64 with seed 0, of which a zstd frame holds the lower half (RFC 8878 section 3.1.1). */
final class ZstdChecksum {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9e3779b185ebca87L;
    private static final long P2 = 0xc2b2ae3d27d4eb4fL;
    private static final long P3 = 0x165667b19e3779f9L;
    private static final long P4 = 0x85ebca77c2b2ae63L;
    private static final long P5 = 0x27d4eb2f165667c5L;
    private static final int STRIPE = 32;

    private final byte[] rest = new byte[STRIPE];
    private int held;
    private long total;
    private long a = P1 + P2;
    private long b = P2;
    private long c;
    private long d = -P1;

    void update(byte[] bytes, int offset, int length) {
        total += length;
        int at = offset;
        int end = offset + length;
        if (held > 0) {
            int more = Math.min(STRIPE - held, length);
            System.arraycopy(bytes, at, rest, held, more);
            held += more;
            at += more;
            if (held < STRIPE) {
                return;
            }
            stripe(rest, 0);
            held = 0;
        }
        for (; end - at >= STRIPE; at += STRIPE) {
            stripe(bytes, at);
        }
        held = end - at;
        System.arraycopy(bytes, at, rest, 0, held);
    }

    private void stripe(byte[] bytes, int at) {
        a = round(a, (long) LONG.get(bytes, at));
        b = round(b, (long) LONG.get(bytes, at + 8));
        c = round(c, (long) LONG.get(bytes, at + 16));
        d = round(d, (long) LONG.get(bytes, at + 24));
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }

    /** The lower half of the hash. */
    int value() {
        long hash = P5;
        if (total >= STRIPE) {
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        }
        hash += total;
        int at = 0;
        for (; held - at >= 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(rest, at)), 27) * P1 + P4;
        }
        if (held - at >= 4) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(rest, at) & 0xffffffffL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < held; at++) {
            hash = Long.rotateLeft(hash ^ (rest[at] & 0xff) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return (int) (hash ^ hash >>> 32);
    }
}
