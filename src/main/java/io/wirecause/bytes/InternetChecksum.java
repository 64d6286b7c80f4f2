package io.wirecause.bytes;

/** The sum behind the checksums of IPv4, ICMP, UDP and TCP (RFC 1071): of 16-bit words, in ones' complement. */
public final class InternetChecksum {
    private InternetChecksum() {
    }

    /** Whether bytes that hold their own checksum sum up as they should. */
    public static boolean isRight(ByteView bytes, int from, int length) {
        return isRight(sum(bytes, from, length));
    }

    /** Whether this is the sum, folded or not, of bytes that hold their own checksum. */
    public static boolean isRight(long sum) {
        return fold(sum) == 0xffff;
    }

    /** The sum of 16-bit words, not yet folded; an odd byte counts as the upper half of a word. */
    public static long sum(ByteView bytes, int from, int length) {
        int end = from + length;
        int at = from + (length & -Long.BYTES);
        // The order of bytes does not matter to a sum in ones' complement but for that of its result (RFC 1071, section 2).
        long sum = Short.toUnsignedInt(Short.reverseBytes((short) fold(bytes.sumOfWords(from, at - from))));
        for (; at + 2 <= end; at += 2) {
            sum += bytes.u16be(at);
        }
        return at < end ? sum + (bytes.u8(at) << 8) : sum;
    }

    /** What eight bytes add to a sum that is not yet folded. */
    public static long words(long eightBytes) {
        return (eightBytes >>> 32) + (eightBytes & 0xffffffffL);
    }

    /** The sum in 16 bits. */
    public static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
