package io.wirecause.icmp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;

/** Verifies the checksum of ICMP messages (RFC 1071); that of ICMPv6 covers a pseudo header (RFC 8200, section 8.1). */
public final class IcmpChecksum {
    private static final int NEXT_HEADER_ICMPV6 = 58;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int SEGMENT_ROUTING = 4;
    private static final int IPV6_HEADER = 40;
    private static final int IPV6_ADDRESS = 16;
    private static final int MAX_EXTENSIONS = 8;

    /** The result of verifying a checksum. */
    public enum Status {
        /** Correct. */
        GOOD,
        /** Wrong: corrupted in transit, or not yet computed by the network card of the capturing host. */
        BAD,
        /** Not verifiable: truncated by the snaplen. */
        CUT,
        /** Not verifiable: a fragment. */
        FRAGMENT;

        /** As answers show it. */
        public String label() {
            return switch (this) {
                case GOOD -> "good";
                case BAD -> "bad";
                case CUT -> "unverified: cut short";
                case FRAGMENT -> "unverified: fragment";
            };
        }
    }

    private IcmpChecksum() {
    }

    /** Verifies the checksum of a message. */
    public static Status of(IcmpMessage message) {
        Packet packet = message.packet();
        if (message.isFragment()) {
            return Status.FRAGMENT;
        }
        if (!message.whole()) {
            return Status.CUT;
        }
        long sum = sum(message.bytes(), 0, message.length());
        if (message.v6()) {
            sum += words(packet.sourceHi()) + words(packet.sourceLo()) + message.length() + NEXT_HEADER_ICMPV6;
            int last = lastSegment(packet);
            sum += last < 0 ? words(packet.destinationHi()) + words(packet.destinationLo())
                    : sum(packet.bytes(), last, IPV6_ADDRESS);
        }
        return fold(sum) == 0xffff ? Status.GOOD : Status.BAD;
    }

    /** Offset of the final destination, which the pseudo header uses if there is a routing header; -1 for none. */
    private static int lastSegment(Packet packet) {
        ByteView bytes = packet.bytes();
        int at = packet.ipOffset() + IPV6_HEADER;
        int next = packet.ipVersion() == 6 ? bytes.u8(packet.ipOffset() + 6) : NEXT_HEADER_ICMPV6;
        for (int i = 0; i < MAX_EXTENSIONS && isExtension(next) && at + 8 <= bytes.length(); i++) {
            int length = bytes.u8(at + 1) + 1 << 3;
            if (next == ROUTING && bytes.u8(at + 3) > 0 && length >= 8 + IPV6_ADDRESS && at + length <= bytes.length()) {
                // Segment routing lists the last segment first (RFC 8754, section 2), the older types list the first one first.
                return bytes.u8(at + 2) == SEGMENT_ROUTING ? at + 8 : at + (length - 8) / IPV6_ADDRESS * IPV6_ADDRESS - 8;
            }
            next = bytes.u8(at);
            at += length;
        }
        return -1;
    }

    private static boolean isExtension(int next) {
        return next == HOP_BY_HOP || next == ROUTING || next == DESTINATION_OPTIONS;
    }

    /** The sum of 16-bit words, not yet folded; an odd byte counts as the upper half of a word. */
    public static long sum(ByteView bytes, int from, int length) {
        long sum = 0;
        int at = from;
        int end = from + length;
        for (; at + 8 <= end; at += 8) {
            sum += words(bytes.i64be(at));
        }
        for (; at + 2 <= end; at += 2) {
            sum += bytes.u16be(at);
        }
        return at < end ? sum + (bytes.u8(at) << 8) : sum;
    }

    private static long words(long eightBytes) {
        return (eightBytes >>> 32) + (eightBytes & 0xffffffffL);
    }

    /** The ones' complement sum in 16 bits; 65,535 where a sum that includes its checksum is right. */
    public static int fold(long sum) {
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) sum;
    }
}
