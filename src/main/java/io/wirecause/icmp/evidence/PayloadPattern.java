package io.wirecause.icmp.evidence;

import io.wirecause.bytes.ByteView;
import io.wirecause.bytes.InternetChecksum;

/** What the data of an echo says about who made it: a ping's filler, or something that is carried. */
public final class PayloadPattern {
    /** Times and counters at the start that ping programs put before their filler. */
    private static final int HEAD = 24;
    /** Longest period of a ping's filler: {@code ping -p} takes 16 bytes. */
    private static final int LONGEST_PERIOD = 16;
    /** Windows fills with {@code abcdefghijklmnopqrstuvw} repeated. */
    private static final int WINDOWS_PERIOD = 23;
    /** Greatest offset of an IP packet, after the headers of known tunnels. */
    private static final int LAST_IP_OFFSET = 40;
    /** Version 4 and a header of five words: without options. */
    private static final int IPV4 = 0x45;
    private static final int IPV4_HEADER = 20;
    private static final long LENGTH_BITS = 0xffff;
    /** Set in the mark of data captured completely, be it empty. */
    private static final long WHOLE = 1L << 63;
    private static final int PTUNNEL = 0xd5200880;
    private static final int PTUNNEL_NG = 0xdeadc0de;

    private PayloadPattern() {
    }

    /** A number that differs where the data differs, but for one in 2^47; its lower 16 bits are the length. */
    public static long mark(ByteView bytes, int from, int length) {
        return hash(bytes, from, length) & ~LENGTH_BITS | length & LENGTH_BITS | WHOLE;
    }

    /** The mark of data of this length that was not captured completely. */
    public static long lengthMark(int length) {
        return length & LENGTH_BITS;
    }

    /** Whether the mark is that of data captured completely. */
    public static boolean isWhole(long mark) {
        return (mark & WHOLE) != 0;
    }

    /** Whether so few bytes of a reply's data differ from the request's that they were damaged; a tunnel replaces all. */
    public static boolean isCorruption(int differences, int length) {
        return differences <= IcmpThresholds.CORRUPT_BYTES && differences * IcmpThresholds.CORRUPT_PART <= length;
    }

    /** The length of the data that has this mark; 0 where it is not known. */
    public static int length(long mark) {
        return (int) (mark & LENGTH_BITS);
    }

    private static long hash(ByteView bytes, int from, int length) {
        long hash = length;
        int at = from;
        int end = from + length;
        for (; at + 8 <= end; at += 8) {
            hash = mix(hash ^ bytes.i64be(at));
        }
        for (; at < end; at++) {
            hash = mix(hash ^ bytes.u8(at));
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = value * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 29;
    }

    /** Whether the data is filler: counting up, or the same few bytes over and over. Short data always counts as such. */
    static boolean isFiller(ByteView bytes, int from, int length) {
        int start = from + HEAD;
        int end = from + length;
        if (start + LONGEST_PERIOD >= end) {
            return true;
        }
        return countsUp(bytes, start, end) || repeats(bytes, start, end);
    }

    private static boolean countsUp(ByteView bytes, int start, int end) {
        for (int at = start + 1; at < end; at++) {
            if (bytes.u8(at) != (bytes.u8(at - 1) + 1 & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static boolean repeats(ByteView bytes, int start, int end) {
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            if (repeats(bytes, start, end, period)) {
                return true;
            }
        }
        return end - start > WINDOWS_PERIOD && repeats(bytes, start, end, WINDOWS_PERIOD);
    }

    private static boolean repeats(ByteView bytes, int start, int end, int period) {
        for (int at = start + period; at < end; at++) {
            if (bytes.u8(at) != bytes.u8(at - period)) {
                return false;
            }
        }
        return true;
    }

    /** Which program's mark or which packet the data carries, in words; null where none is known. */
    static String carried(ByteView bytes, int from, int length) {
        int magic = length >= 4 ? bytes.i32be(from) : 0;
        if (magic == PTUNNEL || magic == PTUNNEL_NG) {
            return "the magic number of " + (magic == PTUNNEL ? "ptunnel" : "ptunnel-ng");
        }
        int end = from + Math.min(LAST_IP_OFFSET, length - IPV4_HEADER) + 1;
        for (int at = bytes.indexOf(IPV4, from, end); at >= 0; at = bytes.indexOf(IPV4, at + 1, end)) {
            if (isIpv4(bytes, at, from + length - at)) {
                return "an IPv4 packet";
            }
        }
        return null;
    }

    /** An IPv4 header whose length is that of the data left and whose checksum is right: no chance hit. */
    private static boolean isIpv4(ByteView bytes, int at, int length) {
        return bytes.u16be(at + 2) == length
                && InternetChecksum.isRight(bytes, at, IPV4_HEADER);
    }
}
