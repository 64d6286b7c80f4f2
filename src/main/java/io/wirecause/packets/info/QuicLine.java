package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import java.util.Locale;

/** The line of a QUIC datagram (RFC 8999, RFC 9000 section 17, RFC 9369): types of long headers, connection ids. */
final class QuicLine {
    static final int VERSION_2 = 0x6b3343cf;
    private static final int MOST_COALESCED = 4;
    private static final int SHOWN_ID = 20;

    private QuicLine() {
    }

    static String of(Packet packet) {
        ByteView payload = packet.payload();
        if (!UdpContent.isQuicLong(payload)) {
            return "short header, protected, " + packet.payloadLength() + " bytes";
        }
        StringBuilder line = new StringBuilder();
        int at = 0;
        for (int i = 0; i < MOST_COALESCED && at >= 0 && at < payload.length(); i++) {
            ByteView rest = payload.slice(at, payload.length() - at);
            boolean isLong = UdpContent.isQuicLong(rest);
            if (!isLong && (rest.u8(0) & 0xc0) != 0x40) {
                break;
            }
            line.append(i == 0 ? "" : ", ").append(isLong ? name(rest) : "short header");
            int length = isLong ? length(rest) : -1;
            at = length < 0 ? -1 : at + length;
        }
        int ids = 5;
        return line.append(", to id ").append(id(payload, ids)).append(", from id ")
                .append(id(payload, ids + 1 + payload.u8(ids))).append(", ").append(packet.payloadLength()).append(" bytes")
                .toString();
    }

    private static String id(ByteView payload, int at) {
        if (at >= payload.length()) {
            return "?";
        }
        int length = Math.min(Math.min(payload.u8(at), SHOWN_ID), payload.length() - at - 1);
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(String.format(Locale.ROOT, "%02x", payload.u8(at + 1 + i)));
        }
        return hex.isEmpty() ? "none" : hex.toString();
    }

    private static String name(ByteView payload) {
        int version = payload.i32be(1);
        if (version == 0) {
            return "Version Negotiation";
        }
        int type = payload.u8(0) >> 4 & 3;
        // Version 2 numbers the types one further on (RFC 9369, section 3.2).
        return switch (version == VERSION_2 ? type + 3 & 3 : type) {
            case 0 -> "Initial";
            case 1 -> "0-RTT";
            case 2 -> "Handshake";
            default -> "Retry";
        };
    }

    /** Bytes of a packet with a length of its own; -1 where it reaches to the end, or its length was not captured. */
    private static int length(ByteView payload) {
        int type = payload.u8(0) >> 4 & 3;
        int version = payload.i32be(1);
        type = version == VERSION_2 ? type + 3 & 3 : type;
        if (version == 0 || type == 3) {
            return -1;
        }
        int at = 6 + payload.u8(5);
        at += at < payload.length() ? 1 + payload.u8(at) : 0;
        if (type == 0) {
            long token = number(payload, at);
            at = token < 0 || token > payload.length() ? payload.length() : at + size(payload, at) + (int) token;
        }
        long length = number(payload, at);
        return length < 0 || length > payload.length() ? -1 : at + size(payload, at) + (int) length;
    }

    private static int size(ByteView payload, int at) {
        return 1 << (payload.u8(at) >> 6);
    }

    /** A number of variable length (RFC 9000, section 16); -1 where it was not captured. */
    private static long number(ByteView payload, int at) {
        if (at >= payload.length() || at + size(payload, at) > payload.length()) {
            return -1;
        }
        return switch (size(payload, at)) {
            case 1 -> payload.u8(at) & 0x3f;
            case 2 -> payload.u16be(at) & 0x3fff;
            case 4 -> payload.u32be(at) & 0x3fffffff;
            default -> payload.i64be(at) & 0x3fffffffffffffffL;
        };
    }
}
