package io.wirecause.icmp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.bytes.InternetChecksum;
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
        long sum = InternetChecksum.sum(message.bytes(), 0, message.length());
        if (message.v6()) {
            sum += InternetChecksum.words(packet.sourceHi()) + InternetChecksum.words(packet.sourceLo())
                    + message.length() + NEXT_HEADER_ICMPV6;
            int last = lastSegment(packet);
            sum += last < 0 ? InternetChecksum.words(packet.destinationHi()) + InternetChecksum.words(packet.destinationLo())
                    : InternetChecksum.sum(packet.bytes(), last, IPV6_ADDRESS);
        }
        return InternetChecksum.isRight(sum) ? Status.GOOD : Status.BAD;
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
}
