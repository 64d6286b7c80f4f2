package io.wirecause.compare.match;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;

/**
 * What an encrypting tunnel tells of a packet in clear: which flow it is of, and its number there.
 *
 * @param kind   the tunnel's protocol
 * @param flow   of one sender: the SPI of ESP (RFC 4303, section 2.1), the receiver's index of WireGuard
 * @param number the packet's, counting up from the first: 32 bits in ESP, 64 in WireGuard
 * @param length of its encrypted part, bytes
 */
record TunnelPacket(Kind kind, long flow, long number, int length) {
    private static final int ESP = 50;
    private static final int ESP_HEADER = 8;
    private static final int NAT_TRAVERSAL = 4500;
    private static final int WIREGUARD_DATA = 0x0400_0000;
    /** Type, receiver, counter; and the authentication tag of an empty packet. */
    static final int WIREGUARD_LEAST = 32;
    private static final int WIREGUARD_COUNTER = 8;
    private static final int WIREGUARD_UNIT = 16;
    /** The longest that fit are not padded; no tunnel's are smaller than what IPv4 hosts must take. */
    private static final int WIREGUARD_LONG = 576;

    /** Protocols of encrypting tunnels. */
    enum Kind {
        /** RFC 4303, alone or in UDP (RFC 3948). */
        ESP("IPsec (ESP)"),
        /** The transport data message of WireGuard. */
        WIREGUARD("WireGuard");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Whether a packet is one of a tunnel; cheap, for each packet is asked. */
    static boolean is(Packet packet) {
        if (packet.protocol() == ESP) {
            return packet.transport().length() >= ESP_HEADER;
        }
        if (!packet.isUdp() || packet.payload().length() < ESP_HEADER) {
            return false;
        }
        if (packet.payload().u32be(0) == WIREGUARD_DATA) {
            boolean padded = packet.payloadLength() % WIREGUARD_UNIT == 0 || packet.payloadLength() >= WIREGUARD_LONG;
            return packet.payloadLength() >= WIREGUARD_LEAST && padded && packet.payload().length() >= 2 * WIREGUARD_COUNTER;
        }
        return (packet.sourcePort() == NAT_TRAVERSAL || packet.destinationPort() == NAT_TRAVERSAL)
                && packet.payload().u32be(0) != 0;
    }

    /** What {@link #is one of a tunnel} tells. */
    static TunnelPacket of(Packet packet) {
        if (packet.isUdp() && packet.payload().u32be(0) == WIREGUARD_DATA) {
            ByteView payload = packet.payload();
            return new TunnelPacket(Kind.WIREGUARD, payload.u32le(4), payload.i64le(WIREGUARD_COUNTER),
                    packet.payloadLength());
        }
        ByteView esp = packet.isUdp() ? packet.payload() : packet.transport();
        return new TunnelPacket(Kind.ESP, esp.u32be(0), esp.u32be(4),
                packet.isUdp() ? packet.payloadLength() : packet.transportLength());
    }
}
