package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import io.wirecause.bytes.InternetChecksum;

/** Whether the checksum of a TCP segment or UDP datagram is right (RFC 9293, section 3.1; RFC 768; RFC 8200, section 8.1). */
public enum TransportChecksum {
    /** Right. */
    GOOD,
    /** Wrong. */
    BAD,
    /** Unknown: there is none, it covers the pseudo header alone (left to the sender's network card), or bytes are missing. */
    UNKNOWN;

    private static final int UDP_LENGTH = 4;
    private static final int UDP_CHECKSUM = 6;
    private static final int TCP_CHECKSUM = 16;
    /** Version and header length of an IPv4 header without options, and that header, bytes. */
    private static final int PLAIN_IPV4 = 0x45;
    private static final int PLAIN_HEADER = 20;
    /** Longer segments may have been merged by the capturing host, which leaves the checksum of the first. */
    private static final int LONGEST_SEGMENT = 1_480;

    /** Verifies the checksum of a packet that is a UDP datagram or a TCP segment. */
    public static TransportChecksum of(Packet packet) {
        ByteView whole = packet.transport();
        int length = packet.transportLength();
        if (whole.length() < length || !isPlain(packet)) {
            return UNKNOWN;
        }
        if (packet.isTcp()) {
            return length > LONGEST_SEGMENT ? UNKNOWN : of(packet, whole, length, whole.u16be(TCP_CHECKSUM));
        }
        boolean none = whole.u16be(UDP_CHECKSUM) == 0 || whole.u16be(UDP_LENGTH) != length;
        return none ? UNKNOWN : of(packet, whole, length, whole.u16be(UDP_CHECKSUM));
    }

    private static TransportChecksum of(Packet packet, ByteView whole, int length, int field) {
        long pseudo = pseudoHeader(packet);
        int complement = ~field & 0xffff;
        if (InternetChecksum.isRight(pseudo + InternetChecksum.sum(whole, 0, length))) {
            return GOOD;
        }
        // Senders differ in what of the pseudo header they leave to the card with its sum, and in whether they complement it.
        int left = InternetChecksum.fold(pseudo);
        int addresses = InternetChecksum.fold(pseudo - length);
        return field == left || complement == left || field == addresses || complement == addresses ? UNKNOWN : BAD;
    }

    /**
     * Whether the transport follows an IP header without a source route, which would change the addresses of the pseudo
     * header, and with a length that does not count padding.
     */
    private static boolean isPlain(Packet packet) {
        ByteView bytes = packet.bytes();
        int at = packet.ipOffset();
        if (packet.ipVersion() == 4) {
            return bytes.u8(at) == PLAIN_IPV4
                    && (packet.reassembled() || bytes.u16be(at + 2) == PLAIN_HEADER + packet.transportLength());
        }
        return packet.reassembled() || bytes.u8(at + 6) == packet.protocol();
    }

    /** The sum, not yet folded, of the pseudo header: addresses, protocol and length (RFC 9293, section 3.1). */
    public static long pseudoHeader(Packet packet) {
        return InternetChecksum.words(packet.sourceHi()) + InternetChecksum.words(packet.sourceLo())
                + InternetChecksum.words(packet.destinationHi()) + InternetChecksum.words(packet.destinationLo())
                + packet.protocol() + packet.transportLength();
    }
}
