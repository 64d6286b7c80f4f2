package io.wirecause.packets.export;

import io.wirecause.capture.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes frames as pcapng (draft-ietf-opsawg-pcapng), little endian, times in nanoseconds: a section header, a description for
 * each interface when its first frame comes, and a packet block for each frame with its number as comment.
 */
final class PcapngWriter {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int OPTION_END = 0;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;
    /** Type, length, and length again. */
    private static final int AROUND = 12;
    private static final int PACKET_FIXED = 20;
    private static final int SMALL = 1_024;

    private final OutputStream out;
    private final Map<Long, Integer> interfaces = new HashMap<>();
    private final ByteBuffer block = ByteBuffer.allocate(SMALL).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    /** Begins a file. */
    PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        block.clear().position(8);
        block.putInt(MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(OPTION_APPLICATION, "Wirecause");
        end(SECTION);
    }

    /** Bytes written so far. */
    long written() {
        return written;
    }

    /** Interfaces described so far. */
    int interfaces() {
        return interfaces.size();
    }

    /** Bytes that a frame takes at most. */
    static long size(Frame frame) {
        return frame.capturedLength() + 128L;
    }

    /** Writes a frame. */
    void write(Frame frame) throws IOException {
        long key = (long) frame.linkType() << 32 | frame.interfaceId() & 0xffffffffL;
        Integer known = interfaces.get(key);
        if (known == null) {
            known = interfaces.size();
            interfaces.put(key, known);
            describe(frame.linkType());
        }
        byte[] comment = ("frame " + frame.number()).getBytes(StandardCharsets.US_ASCII);
        int length = frame.capturedLength();
        int options = 4 + padded(comment.length) + 4;
        int total = AROUND + PACKET_FIXED + padded(length) + options;
        long time = frame.hasTimestamp() ? frame.timestampNanos() : 0;
        block.clear();
        block.putInt(PACKET).putInt(total).putInt(known).putInt((int) (time >>> 32)).putInt((int) time).putInt(length)
                .putInt((int) Math.min(Math.max(frame.wireLength(), length), 0xffffffffL));
        flush();
        byte[] bytes = frame.bytes().copy();
        out.write(bytes);
        written += bytes.length;
        block.clear();
        block.put(new byte[padded(length) - length]);
        block.putShort((short) OPTION_COMMENT).putShort((short) comment.length).put(comment)
                .put(new byte[padded(comment.length) - comment.length]);
        block.putShort((short) OPTION_END).putShort((short) 0).putInt(total);
        flush();
    }

    private void describe(int linkType) throws IOException {
        block.clear().position(8);
        block.putShort((short) linkType).putShort((short) 0).putInt(0);
        block.putShort((short) OPTION_RESOLUTION).putShort((short) 1).put(NANOSECONDS).put(new byte[3]);
        end(INTERFACE);
    }

    private void option(int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        block.putShort((short) code).putShort((short) bytes.length).put(bytes).put(new byte[padded(bytes.length) - bytes.length]);
    }

    private void end(int type) throws IOException {
        block.putShort((short) OPTION_END).putShort((short) 0);
        int total = block.position() + 4;
        block.putInt(total).putInt(0, type).putInt(4, total);
        flush();
    }

    private void flush() throws IOException {
        out.write(block.array(), 0, block.position());
        written += block.position();
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }
}
