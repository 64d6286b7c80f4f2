package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;

/** Whether the UDP checksum of a datagram is right (RFC 768; RFC 8200, section 8.1 with IPv6). */
public enum UdpChecksum {
    /** Right. */
    GOOD,
    /** Wrong. */
    BAD,
    /** Unknown: there is none, it covers the pseudo header alone (left to the sender's network card), or bytes are missing. */
    UNKNOWN;

    private static final int UDP = 17;
    private static final int CHECKSUM = 6;

    /** Verifies the checksum of a packet that is a UDP datagram. */
    public static UdpChecksum of(Packet packet) {
        ByteView datagram = packet.transport();
        int length = packet.transportLength();
        if (datagram.length() < length || datagram.u16be(CHECKSUM) == 0 || datagram.u16be(4) != length || !isPlain(packet)) {
            return UNKNOWN;
        }
        long pseudo = words(packet.sourceHi()) + words(packet.sourceLo()) + words(packet.destinationHi())
                + words(packet.destinationLo()) + UDP + length;
        int field = datagram.u16be(CHECKSUM);
        int complement = ~field & 0xffff;
        if (fold(pseudo + sum(datagram, length)) == 0xffff) {
            return GOOD;
        }
        // Senders differ in what of the pseudo header they leave to the card with its sum, and in whether they complement it.
        int left = fold(pseudo);
        int addresses = fold(pseudo - length);
        return field == left || complement == left || field == addresses || complement == addresses ? UNKNOWN : BAD;
    }

    /** Whether UDP follows an IP header without a source route, which would change the addresses of the pseudo header. */
    private static boolean isPlain(Packet packet) {
        ByteView bytes = packet.bytes();
        int at = packet.ipOffset();
        return packet.ipVersion() == 4 ? (bytes.u8(at) & 15) == 5 : packet.reassembled() || bytes.u8(at + 6) == UDP;
    }

    private static long sum(ByteView bytes, int length) {
        long sum = 0;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            sum += words(bytes.i64be(at));
        }
        for (; at + 2 <= length; at += 2) {
            sum += bytes.u16be(at);
        }
        return at < length ? sum + (bytes.u8(at) << 8) : sum;
    }

    private static long words(long eightBytes) {
        return (eightBytes >>> 32) + (eightBytes & 0xffffffffL);
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
