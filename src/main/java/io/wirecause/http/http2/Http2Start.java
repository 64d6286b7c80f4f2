package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;

/** Tells from the first bytes of a stream whether it is HTTP/2 in the clear (RFC 9113, sections 3.4 and 4). */
public final class Http2Start {
    /** The first bytes of a client. */
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int MAX_FRAME = 1 << 14;
    private static final int SETTING = 6;

    private Http2Start() {
    }

    /**
     * Bytes of the client's preface that a stream begins with.
     *
     * @param first the first bytes, at least 1
     * @return 24; 0 where it begins with none, -1 where it may but not all of it is there
     */
    public static int length(ByteView first) {
        int known = Math.min(first.length(), PREFACE.length());
        if (!first.startsWith(0, PREFACE.substring(0, known))) {
            return 0;
        }
        return known == PREFACE.length() ? known : -1;
    }

    /**
     * Whether these bytes are frames: the settings that a server begins with, or frames from the middle of a connection. To be
     * taken for one by accident takes at least six bytes that are right by chance.
     */
    public static boolean isFrames(ByteView first) {
        int at = 0;
        int frames = 0;
        while (first.length() - at >= FrameParser.HEADER) {
            if (!isHeader(first, at)) {
                return false;
            }
            frames++;
            at += FrameParser.HEADER + first.u24be(at);
            if (at >= first.length()) {
                break;
            }
        }
        return frames > 1 || frames == 1 && isSure(first, at);
    }

    /** A single frame convinces where it fills the bytes exactly, or is the start of a long one that has to be DATA. */
    private static boolean isSure(ByteView first, int end) {
        int type = first.u8(3);
        return end == first.length() && (type != FrameParser.DATA || first.u24be(0) > 0)
                || type == FrameParser.HEADERS && end > first.length();
    }

    private static boolean isHeader(ByteView first, int at) {
        int length = first.u24be(at);
        int type = first.u8(at + 3);
        int flags = first.u8(at + 4);
        int stream = first.i32be(at + 5);
        if (length > MAX_FRAME || stream < 0) {
            return false;
        }
        boolean ofConnection = stream == 0;
        return switch (type) {
            case FrameParser.DATA -> !ofConnection && (flags & ~0x09) == 0;
            case FrameParser.HEADERS -> !ofConnection && (flags & ~0x2d) == 0 && length > 0;
            case FrameParser.PRIORITY -> !ofConnection && flags == 0 && length == 5;
            case FrameParser.RST_STREAM -> !ofConnection && flags == 0 && length == 4;
            case FrameParser.SETTINGS -> ofConnection && (flags == 0 && length % SETTING == 0 || flags == 1 && length == 0);
            case FrameParser.PUSH_PROMISE -> !ofConnection && (flags & ~0x0c) == 0 && length > 4;
            case FrameParser.PING -> ofConnection && (flags & ~1) == 0 && length == 8;
            case FrameParser.GOAWAY -> ofConnection && flags == 0 && length >= 8;
            case FrameParser.WINDOW_UPDATE -> flags == 0 && length == 4;
            case FrameParser.CONTINUATION -> !ofConnection && (flags & ~4) == 0 && length > 0;
            default -> false;
        };
    }
}
