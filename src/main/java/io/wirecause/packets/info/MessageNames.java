package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;

/** What messages of protocols are called that are told by one byte and not taken apart further. */
final class MessageNames {
    private static final int BGP_TYPE = 18;

    private MessageNames() {
    }

    /** RFC 4271, section 4.1. */
    static String bgp(ByteView payload) {
        return payload.length() <= BGP_TYPE ? "cut short" : switch (payload.u8(BGP_TYPE)) {
            case 1 -> "OPEN";
            case 2 -> "UPDATE";
            case 3 -> "NOTIFICATION";
            case 4 -> "KEEPALIVE";
            case 5 -> "ROUTE-REFRESH";
            default -> "message " + payload.u8(BGP_TYPE);
        };
    }

    /** A datagram with at least four bytes; null where there is no name. */
    static String udp(ByteView payload, String protocol) {
        return payload.length() < 4 ? null : switch (protocol) {
            case "NTP" -> "version " + (payload.u8(0) >> 3 & 7) + " " + ntp(payload.u8(0) & 7) + ", stratum " + payload.u8(1);
            case "STUN" -> stun(payload.u16be(0));
            case "DTLS" -> dtls(payload.u8(0));
            case "RADIUS" -> radius(payload.u8(0));
            case "TFTP" -> tftp(payload.u8(1));
            default -> null;
        };
    }

    private static String ntp(int mode) {
        return switch (mode) {
            case 1 -> "symmetric active";
            case 2 -> "symmetric passive";
            case 3 -> "client";
            case 4 -> "server";
            case 5 -> "broadcast";
            default -> "mode " + mode;
        };
    }

    /** RFC 8489, section 5: class and method are interleaved. */
    private static String stun(int type) {
        int method = type & 0xf | type >> 1 & 0x70 | type >> 2 & 0xf80;
        String name = switch (method) {
            case 1 -> "Binding";
            case 3 -> "Allocate";
            case 4 -> "Refresh";
            case 6 -> "Send";
            case 7 -> "Data";
            case 8 -> "CreatePermission";
            case 9 -> "ChannelBind";
            default -> "method " + method;
        };
        return name + switch (type >> 4 & 1 | type >> 7 & 2) {
            case 0 -> " request";
            case 1 -> " indication";
            case 2 -> " success";
            default -> " error";
        };
    }

    private static String dtls(int type) {
        return switch (type) {
            case 20 -> "Change Cipher Spec";
            case 21 -> "Alert";
            case 22 -> "Handshake";
            case 23 -> "Application Data";
            default -> "record " + type;
        };
    }

    /** RFC 2865, section 3; RFC 2866, section 3. */
    private static String radius(int code) {
        return switch (code) {
            case 1 -> "Access-Request";
            case 2 -> "Access-Accept";
            case 3 -> "Access-Reject";
            case 4 -> "Accounting-Request";
            case 5 -> "Accounting-Response";
            case 11 -> "Access-Challenge";
            default -> "code " + code;
        };
    }

    /** RFC 1350, section 5. */
    private static String tftp(int operation) {
        return switch (operation) {
            case 1 -> "read request";
            case 2 -> "write request";
            case 3 -> "data";
            case 4 -> "acknowledgment";
            case 5 -> "error";
            default -> "option acknowledgment";
        };
    }
}
