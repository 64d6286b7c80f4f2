package io.wirecause.http.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames of HTTP/2 for tests. */
public final class Http2Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Nothing yet. */
    public Http2Bytes() {
    }

    /** What a client begins with: the preface and empty settings. */
    public Http2Bytes preface() {
        raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return frame(4, 0, 0, "");
    }

    Http2Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A frame with its payload in hexadecimal. */
    public Http2Bytes frame(int type, int flags, int stream, String hex) {
        return frame(type, flags, stream, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** A frame. */
    public Http2Bytes frame(int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.writeBytes(payload);
        return this;
    }

    /** HEADERS with literal fields, name and value by turns. */
    public Http2Bytes headers(int stream, boolean ends, String... fields) {
        return frame(1, ends ? 5 : 4, stream, block(fields));
    }

    /** DATA with this many bytes. */
    public Http2Bytes data(int stream, boolean ends, int length) {
        return frame(0, ends ? 1 : 0, stream, new byte[length]);
    }

    /** WINDOW_UPDATE. */
    public Http2Bytes window(int stream, int increment) {
        return frame(8, 0, stream, String.format("%08x", increment));
    }

    /** Literal fields without indexing. */
    static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    /** A literal field that is added to the table. */
    static byte[] adding(String name, String value) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x40);
        string(block, name);
        string(block, value);
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        if (text.length() < 127) {
            block.write(text.length());
        } else {
            block.write(127);
            int rest = text.length() - 127;
            while (rest >= 128) {
                block.write(rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All of it. */
    public byte[] bytes() {
        return out.toByteArray();
    }
}
