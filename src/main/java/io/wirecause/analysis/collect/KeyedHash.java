package io.wirecause.analysis.collect;

import io.wirecause.bytes.ByteView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hashes for {@link InsertionOrderedHashTable}, keyed with two random numbers drawn when the program starts, so that nobody
 * can craft a capture whose keys all collide. They differ from run to run: no answer may depend on them.
 */
public final class KeyedHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long KEY_A;
    private static final long KEY_B;

    static {
        SecureRandom random = new SecureRandom();
        KEY_A = random.nextLong();
        KEY_B = random.nextLong();
    }

    private KeyedHash() {
    }

    /** A hash of two numbers: the halves of their 128-bit product, combined, so that every bit depends on all bits. */
    public static long mix(long a, long b) {
        long x = a ^ KEY_A;
        long y = b ^ KEY_B;
        return Math.multiplyHigh(x, y) ^ x * y;
    }

    /** A hash of all bytes of a view. */
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

    /** A hash of the first bytes of an array. */
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
