package io.wirecause.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A pcap file in the making: Ethernet frames with times, which tests build by hand or take from a capture. */
public final class PcapBytes {
    private static final int GLOBAL_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private final List<byte[]> frames = new ArrayList<>();
    private final List<Long> micros = new ArrayList<>();

    /** No frame yet. */
    public PcapBytes() {
    }

    /** The frames of a little-endian pcap file of microseconds, as tcpdump writes it. */
    public static PcapBytes read(Path capture) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
        PcapBytes all = new PcapBytes();
        file.position(GLOBAL_HEADER);
        while (file.remaining() >= RECORD_HEADER) {
            long time = (file.getInt() & 0xffffffffL) * 1_000_000 + file.getInt();
            byte[] frame = new byte[file.getInt()];
            file.getInt();
            file.get(frame);
            all.add(time, frame);
        }
        return all;
    }

    /** Adds a frame. */
    public PcapBytes add(long timeMicros, byte[] frame) {
        micros.add(timeMicros);
        frames.add(frame);
        return this;
    }

    /** Adds all frames of another one. */
    public PcapBytes addAll(PcapBytes other) {
        micros.addAll(other.micros);
        frames.addAll(other.frames);
        return this;
    }

    /** The frames; changes to their bytes show in what is written. */
    public List<byte[]> frames() {
        return frames;
    }

    /** Writes the file with frames cut at {@code snaplen} bytes. */
    public Path write(Path to, int snaplen) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(GLOBAL_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(snaplen).putInt(1);
        out.writeBytes(header.array());
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            int captured = Math.min(frame.length, snaplen);
            ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt((int) (micros.get(i) / 1_000_000)).putInt((int) (micros.get(i) % 1_000_000)).putInt(captured)
                    .putInt(frame.length);
            out.writeBytes(record.array());
            out.write(frame, 0, captured);
        }
        try {
            return Files.write(to, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file with whole frames. */
    public Path write(Path to) {
        return write(to, 262_144);
    }

    /** An Ethernet frame with an IPv4 packet; the last byte of each MAC address is that of the IP address. */
    public static byte[] ipv4(String source, String destination, int protocol, int ttl, byte[] payload) {
        byte[] from = address(source);
        byte[] to = address(destination);
        ByteBuffer frame = ByteBuffer.allocate(34 + payload.length);
        ethernet(frame, from, to, 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.length)).putShort((short) 1).putShort((short) 0)
                .put((byte) ttl).put((byte) protocol).putShort((short) 0).put(from).put(to);
        frame.putShort(24, (short) ~fold(sum(frame.array(), 14, 20)));
        return frame.put(payload).array();
    }

    /** An Ethernet frame with an IPv6 packet; an ICMPv6 message gets its checksum. */
    public static byte[] ipv6(String source, String destination, int protocol, int hopLimit, byte[] payload) {
        byte[] from = address(source);
        byte[] to = address(destination);
        ByteBuffer frame = ByteBuffer.allocate(54 + payload.length);
        ethernet(frame, from, to, 0x86dd);
        frame.putInt(0x60000000).putShort((short) payload.length).put((byte) protocol).put((byte) hopLimit).put(from).put(to)
                .put(payload);
        if (protocol == 58) {
            frame.putShort(56, (short) 0);
            frame.putShort(56, (short) ~fold(sum(frame.array(), 22, 32 + payload.length) + payload.length + protocol));
        }
        return frame.array();
    }

    /** A UDP datagram without checksum. */
    public static byte[] udp(int source, int destination, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length).putShort((short) source).putShort((short) destination)
                .putShort((short) (8 + payload.length)).putShort((short) 0).put(payload).array();
    }

    /** An ICMP message for IPv4, with its checksum. */
    public static byte[] icmp(int type, int code, int rest, byte[] data) {
        ByteBuffer message = ByteBuffer.allocate(8 + data.length).put((byte) type).put((byte) code).putShort((short) 0)
                .putInt(rest)
                .put(data);
        return message.putShort(2, (short) ~fold(sum(message.array(), 0, message.capacity()))).array();
    }

    /** Bytes from hexadecimal digits with any blanks between. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s+", ""));
    }

    private static void ethernet(ByteBuffer frame, byte[] from, byte[] to, int type) {
        frame.put(new byte[] {2, 0, 0, 0, 0, to[to.length - 1]}).put(new byte[] {2, 0, 0, 0, 0, from[from.length - 1]})
                .putShort((short) type);
    }

    private static byte[] address(String text) {
        try {
            return java.net.InetAddress.getByName(text).getAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static long sum(byte[] bytes, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[from + i] & 0xff) << ((i & 1) == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int fold(long sum) {
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) sum;
    }
}
