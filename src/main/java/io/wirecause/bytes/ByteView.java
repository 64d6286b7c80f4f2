package io.wirecause.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A read-only window over a part of an array.
 *
 * <p>Every read names its byte order and is checked against the window, so that no byte outside of it can be read;
 * a read beyond the end throws {@link IndexOutOfBoundsException}. Offsets and lengths are in bytes, offset 0 is the
 * first byte of the window. A view can be pointed at another window ({@link #point}), so that a loop over frames
 * needs one view and allocates nothing. Not safe for use by several threads.
 */
public final class ByteView {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_ENDIAN_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NOTHING = {};
    private static final long EACH_BYTE = 0x0101010101010101L;

    private byte[] array = NOTHING;
    private int base;
    private int length;

    /** A view of nothing, to be pointed somewhere. */
    public ByteView() {
    }

    /** A view of a whole array; changes to the array show through. */
    public static ByteView of(byte[] bytes) {
        ByteView view = new ByteView();
        view.point(bytes, 0, bytes.length);
        return view;
    }

    /** Points this view at {@code length} bytes of an array, from {@code offset} on; changes to the array show through. */
    public void point(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        aim(bytes, offset, length);
    }

    /** Points this view at {@code length} bytes of {@code other}, from {@code offset} on. */
    public void point(ByteView other, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, other.length);
        aim(other.array, other.base + offset, length);
    }

    private void aim(byte[] bytes, int at, int size) {
        // A store of a reference costs more than to see that it is the same one, as for all frames of a window.
        if (array != bytes) {
            array = bytes;
        }
        base = at;
        length = size;
    }

    /** A new view of {@code length} bytes of this one, from {@code offset} on. */
    public ByteView slice(int offset, int length) {
        ByteView view = new ByteView();
        view.point(this, offset, length);
        return view;
    }

    /** Bytes in this window. */
    public int length() {
        return length;
    }

    /** One byte, 0 to 255. */
    public int u8(int offset) {
        return array[at(offset, 1)] & 0xff;
    }

    /** Two bytes, big endian, 0 to 65,535. */
    public int u16be(int offset) {
        return (short) SHORTS.get(array, at(offset, 2)) & 0xffff;
    }

    /** Two bytes, little endian, 0 to 65,535. */
    public int u16le(int offset) {
        return Short.reverseBytes((short) SHORTS.get(array, at(offset, 2))) & 0xffff;
    }

    /** Three bytes, big endian, 0 to 2^24 - 1. */
    public int u24be(int offset) {
        return u8(offset) << 16 | u16be(offset + 1);
    }

    /** Four bytes, big endian, as a signed int: for sequence numbers and addresses, which are compared as such. */
    public int i32be(int offset) {
        return (int) INTS.get(array, at(offset, 4));
    }

    /** Four bytes, little endian, as a signed int. */
    public int i32le(int offset) {
        return Integer.reverseBytes((int) INTS.get(array, at(offset, 4)));
    }

    /** Four bytes, big endian, 0 to 2^32 - 1. */
    public long u32be(int offset) {
        return i32be(offset) & 0xffffffffL;
    }

    /** Four bytes, little endian, 0 to 2^32 - 1. */
    public long u32le(int offset) {
        return i32le(offset) & 0xffffffffL;
    }

    /** Eight bytes, big endian, as a signed long. */
    public long i64be(int offset) {
        return (long) LONGS.get(array, at(offset, 8));
    }

    /** Eight bytes, little endian, as a signed long. */
    public long i64le(int offset) {
        return Long.reverseBytes((long) LONGS.get(array, at(offset, 8)));
    }

    /** A copy of {@code length} bytes from {@code offset} on. */
    public byte[] copy(int offset, int length) {
        // Looked at first: a length that the wire told may be any number.
        int from = at(offset, length);
        byte[] bytes = new byte[length];
        System.arraycopy(array, from, bytes, 0, length);
        return bytes;
    }

    /** Copies {@code length} bytes from {@code offset} on into an array. */
    public void get(int offset, byte[] target, int targetOffset, int length) {
        System.arraycopy(array, at(offset, length), target, targetOffset, length);
    }

    /** A copy of all bytes. */
    public byte[] copy() {
        return copy(0, length);
    }

    /** {@code length} bytes as ISO 8859-1 text, so that every byte stays one character. Hostile until cleaned. */
    public String latin1(int offset, int length) {
        return new String(array, at(offset, length), length, StandardCharsets.ISO_8859_1);
    }

    /** Whether the same bytes stand at an offset. */
    public boolean holds(int offset, byte[] other) {
        return length - offset >= other.length
                && Arrays.equals(array, base + offset, base + offset + other.length, other, 0, other.length);
    }

    /** Whether the bytes from {@code offset} on are these ASCII characters; false where the window ends first. */
    public boolean startsWith(int offset, String ascii) {
        if (offset < 0 || ascii.length() > length - offset) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (u8(offset + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where a byte stands first from {@code offset} on and before {@code end}; -1 where it does not. Looks at eight bytes at
     * a time: taken one by one, looking for the ends of lines was a tenth of the time of a text protocol.
     *
     * @param value 0 to 255
     */
    public int indexOf(int value, int offset, int end) {
        long wanted = value * EACH_BYTE;
        byte[] bytes = array;
        int start = end > offset ? at(offset, end - offset) : base + offset;
        int at = offset;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long differences = Long.reverseBytes((long) LONGS.get(bytes, start + at - offset)) ^ wanted;
            // The lowest bit set is the highest one of the first byte that is zero.
            long zeros = differences - EACH_BYTE & ~differences & EACH_BYTE << 7;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; at < end; at++) {
            if ((bytes[start + at - offset] & 0xff) == value) {
                return at;
            }
        }
        return -1;
    }

    /**
     * The sum of 16-bit words, little endian, not folded: what {@link InternetChecksum} needs of long segments.
     *
     * @param length a multiple of eight bytes
     */
    long sumOfWords(int offset, int length) {
        byte[] bytes = array;
        int at = at(offset, length);
        int end = at + length;
        long even = 0;
        long odd = 0;
        // Two sums, as one addition need not wait for the other.
        for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
            even += InternetChecksum.words((long) LITTLE_ENDIAN_LONGS.get(bytes, at));
            odd += InternetChecksum.words((long) LITTLE_ENDIAN_LONGS.get(bytes, at + Long.BYTES));
        }
        return at < end ? even + odd + InternetChecksum.words((long) LITTLE_ENDIAN_LONGS.get(bytes, at)) : even + odd;
    }

    private int at(int offset, int size) {
        return base + Objects.checkFromIndexSize(offset, size, length);
    }
}
