package io.wirecause.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pcapng files block by block, sound ones and others, in either byte order. */
public final class PcapngBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order;

    /** Nothing written yet; numbers are in this byte order. */
    public PcapngBuilder(ByteOrder order) {
        this.order = order;
    }

    /** Bytes of numbers in the byte order. */
    private ByteBuffer numbers(int length) {
        return ByteBuffer.allocate(length).order(order);
    }

    /** An option with its padding. */
    public byte[] option(int code, byte[] value) {
        return numbers(4 + padded(value.length)).putShort((short) code).putShort((short) value.length).put(value).array();
    }

    /** An option with a text. */
    public byte[] option(int code, String value) {
        return option(code, value.getBytes(StandardCharsets.UTF_8));
    }

    /** An option with a number of eight bytes. */
    public byte[] option(int code, long value) {
        return option(code, numbers(8).putLong(value).array());
    }

    /** One after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    /** Any bytes. */
    public PcapngBuilder raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A block with another length behind than in front. */
    public PcapngBuilder block(int type, byte[] body, int lengthBehind) {
        int total = 12 + padded(body.length);
        return raw(numbers(total).putInt(type).putInt(total).put(body).putInt(total - 4, lengthBehind).array());
    }

    /** A sound block of any type. */
    public PcapngBuilder block(int type, byte[] body) {
        return block(type, body, 12 + padded(body.length));
    }

    /** The section header, from which on numbers have this byte order. */
    public PcapngBuilder section(ByteOrder newOrder, byte[]... options) {
        order = newOrder;
        byte[] head = numbers(16).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1).array();
        return block(0x0a0d0d0a, join(head, join(options)));
    }

    /** A section header in the byte order so far. */
    public PcapngBuilder section(byte[]... options) {
        return section(order, options);
    }

    /** An interface. */
    public PcapngBuilder on(int linkType, int snaplen, byte[]... options) {
        byte[] head = numbers(8).putShort((short) linkType).putShort((short) 0).putInt(snaplen).array();
        return block(1, join(head, join(options)));
    }

    /** A frame of which some bytes were captured. */
    public PcapngBuilder packet(int on, long ticks, byte[] data, int wire, byte[]... options) {
        byte[] head = numbers(20).putInt(on).putInt((int) (ticks >>> 32)).putInt((int) ticks).putInt(data.length).putInt(wire)
                .array();
        return block(6, join(head, java.util.Arrays.copyOf(data, padded(data.length)), join(options)));
    }

    /** A whole frame. */
    public PcapngBuilder packet(int on, long ticks, byte[] data) {
        return packet(on, ticks, data, data.length);
    }

    /** A frame in the block type of before. */
    public PcapngBuilder obsoletePacket(int on, int drops, long ticks, byte[] data) {
        byte[] head = numbers(20).putShort((short) on).putShort((short) drops).putInt((int) (ticks >>> 32)).putInt((int) ticks)
                .putInt(data.length).putInt(data.length).array();
        return block(2, join(head, data));
    }

    /** A frame without a time. */
    public PcapngBuilder simplePacket(byte[] data, int wire) {
        return block(3, join(numbers(4).putInt(wire).array(), data));
    }

    /** Counters of an interface. */
    public PcapngBuilder statistics(int on, byte[]... options) {
        return block(5, join(numbers(12).putInt(on).array(), join(options)));
    }

    /** A record of a name resolution block. */
    public byte[] name(int type, byte[] address, String name) {
        return option(type, join(address, name.getBytes(StandardCharsets.UTF_8), new byte[1]));
    }

    /** A name resolution block. */
    public PcapngBuilder names(byte[]... records) {
        return block(4, join(join(records), new byte[4]));
    }

    /** Key material. */
    public PcapngBuilder secrets(int type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        return block(10, join(numbers(8).putInt(type).putInt(bytes.length).array(), bytes));
    }

    /** A block that an enterprise defined. */
    public PcapngBuilder custom(int type, int enterprise) {
        return block(type, numbers(8).putInt(enterprise).putInt(7).array());
    }

    /** The file so far. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Writes the file into this folder. */
    public Path write(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "built", ".pcapng");
        Files.write(file, bytes());
        return file;
    }
}
