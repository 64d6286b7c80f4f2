package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;

/** Protocols over TCP whose messages begin with a line of text, and a few others that their first bytes show. */
final class TextProtocols {
    private static final String[] METHODS = {"GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ",
        "TRACE ", "PROPFIND ", "NOTIFY ", "M-SEARCH ", "HTTP/1."};
    private static final int BGP_MARKER = 16;

    private TextProtocols() {
    }

    /** Whether a request or response line of HTTP/1 begins here. */
    static boolean isHttp(ByteView payload) {
        int first = payload.u8(0);
        if (first < 'C' || first > 'T') {
            return false;
        }
        for (String method : METHODS) {
            if (payload.startsWith(0, method)) {
                int line = payload.indexOf('\n', 0, Math.min(payload.length(), LONGEST_LINE));
                return method.equals("HTTP/1.") || hasTarget(payload, method.length(), line);
            }
        }
        return false;
    }

    private static final int LONGEST_LINE = 8_192;

    /** Whether the version ends the line, or the line goes on in the next segment. */
    private static boolean hasTarget(ByteView payload, int from, int line) {
        if (line < 0) {
            return payload.length() > from;
        }
        int end = line > 0 && payload.u8(line - 1) == '\r' ? line - 1 : line;
        return end - from > 8 && payload.startsWith(end - 8, "HTTP/1.");
    }

    /** The preface of HTTP/2 (RFC 9113, section 3.4). */
    static boolean isHttp2(ByteView payload) {
        return payload.startsWith(0, "PRI * HTTP/2.0");
    }

    /** The protocol of a segment with payload, by content or port; TCP where neither tells. */
    static String over(ByteView payload, int source, int destination) {
        if (payload.startsWith(0, "SSH-")) {
            return "SSH";
        }
        if (isBgp(payload)) {
            return "BGP";
        }
        if (payload.length() > 8 && payload.u8(0) == 0 && (payload.startsWith(5, "SMB") && payload.u8(4) >= 0xfd)) {
            return payload.u8(4) == 0xff ? "SMB" : "SMB2";
        }
        if (payload.startsWith(0, "RTSP/1.") || payload.startsWith(0, "DESCRIBE rtsp")) {
            return "RTSP";
        }
        String named = byPort(source);
        named = named == null ? byPort(destination) : named;
        return named != null && isText(payload) ? named : "TCP";
    }

    private static String byPort(int port) {
        return switch (port) {
            case 21 -> "FTP";
            case 23 -> "TELNET";
            case 25, 587 -> "SMTP";
            case 110 -> "POP";
            case 143 -> "IMAP";
            case 194, 6667 -> "IRC";
            case 6379 -> "RESP";
            case 11211 -> "MEMCACHE";
            default -> null;
        };
    }

    private static boolean isBgp(ByteView payload) {
        for (int i = 0; i < BGP_MARKER; i++) {
            if (payload.length() <= BGP_MARKER || payload.u8(i) != 0xff) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first line is text. */
    static boolean isText(ByteView payload) {
        int end = Math.min(payload.length(), 64);
        for (int i = 0; i < end; i++) {
            int c = payload.u8(i);
            if (c < ' ' && c != '\r' && c != '\n' && c != '\t' || c == 0x7f || c == 0xff) {
                return false;
            }
        }
        return end > 0;
    }
}
