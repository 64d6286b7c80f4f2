package io.wirecause.analysis;

import io.wirecause.bytes.ByteView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Spreads the parts of a key over a hash for {@link InsertionOrderedHashTable}. Two factors are drawn by lot when the program starts, so that
 * nobody can write a capture whose keys all collide. Hashes are of one run only: no answer may depend on them.
 */
public final class KeyedHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOT_A;
    private static final long LOT_B;

    static {
        SecureRandom lots = new SecureRandom();
        LOT_A = lots.nextLong();
        LOT_B = lots.nextLong();
    }

    private KeyedHash() {
    }

    /** Both in one: the halves of a product of 128 bits, on each of which every bit of both depends. */
    public static long mix(long a, long b) {
        long x = a ^ LOT_A;
        long y = b ^ LOT_B;
        return Math.multiplyHigh(x, y) ^ x * y;
    }

    /** All bytes of a view in one. */
    public static long mix(ByteView bytes) {
        int length = bytes.length();
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mix(hash, bytes.i64be(at));
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << Byte.SIZE | bytes.u8(at);
        }
        return mix(hash, rest);
    }

    /** Bytes from the start of an array in one. */
    public static long mix(byte[] bytes, int length) {
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (int i = at; i < length; i++) {
            rest = rest << Byte.SIZE | bytes[i] & 0xff;
        }
        return mix(hash, rest);
    }
}
