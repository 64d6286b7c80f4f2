package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;

/** Protocols over UDP that first bytes or ports show, besides those with a package of their own. */
final class UdpContent {
    private static final int STUN_COOKIE = 0x2112a442;
    private static final int STUN_HEADER = 20;
    private static final int QUIC_HEADER = 7;
    private static final int MAX_CONNECTION_ID = 20;
    private static final int NTP_LENGTH = 48;
    private static final int HTTPS = 443;
    private static final int DTLS_HEADER = 13;

    private UdpContent() {
    }

    /** The protocol of a datagram; UDP where nothing tells. */
    static String of(ByteView payload, int length, int source, int destination) {
        if (payload.length() < 4) {
            return "UDP";
        }
        if (isQuicLong(payload)) {
            return "QUIC";
        }
        if (payload.length() >= STUN_HEADER && payload.u8(0) < 0x40 && payload.i32be(4) == STUN_COOKIE) {
            return "STUN";
        }
        if (isDtls(payload)) {
            return "DTLS";
        }
        if (source == HTTPS || destination == HTTPS) {
            return (payload.u8(0) & 0xc0) == 0x40 ? "QUIC" : "UDP";
        }
        String named = byPort(payload, length, source);
        named = named == null ? byPort(payload, length, destination) : named;
        return named == null ? "UDP" : named;
    }

    private static String byPort(ByteView payload, int length, int port) {
        return switch (port) {
            case 123 -> length >= NTP_LENGTH ? "NTP" : null;
            case 1900 -> TextProtocols.isText(payload) ? "SSDP" : null;
            case 161, 162 -> payload.u8(0) == 0x30 ? "SNMP" : null;
            case 514 -> payload.u8(0) == '<' ? "SYSLOG" : null;
            case 69 -> payload.u8(0) == 0 && payload.u8(1) >= 1 && payload.u8(1) <= 6 ? "TFTP" : null;
            case 1812, 1813, 1645, 1646 -> length >= 20 && payload.u16be(2) <= length ? "RADIUS" : null;
            case 500, 4500 -> length >= 28 || length == 1 ? "ISAKMP" : null;
            case 3784, 4784 -> payload.u8(0) >> 5 == 1 ? "BFD" : null;
            case 520 -> payload.u8(0) == 1 || payload.u8(0) == 2 ? "RIP" : null;
            default -> null;
        };
    }

    /** A long header (RFC 8999, section 5.1) of a version that is known, or a version negotiation. */
    static boolean isQuicLong(ByteView payload) {
        if (payload.length() < QUIC_HEADER || (payload.u8(0) & 0x80) == 0) {
            return false;
        }
        int version = payload.i32be(1);
        boolean negotiation = version == 0;
        boolean known = version == 1 || version == QuicLine.VERSION_2 || version >>> 8 == 0xff0000;
        int second = 6 + payload.u8(5);
        if (payload.u8(5) > MAX_CONNECTION_ID || payload.length() <= second) {
            return false;
        }
        int versions = payload.length() - second - 1 - payload.u8(second);
        return negotiation ? versions > 0 && versions % Integer.BYTES == 0 : known && (payload.u8(0) & 0x40) != 0;
    }

    private static boolean isDtls(ByteView payload) {
        int type = payload.u8(0);
        int version = payload.u16be(1);
        return type >= 20 && type <= 26 && (version == 0xfeff || version == 0xfefd) && payload.length() >= DTLS_HEADER;
    }
}
