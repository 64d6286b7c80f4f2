package io.wirecause.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** A capture of raw IP packets in the making; lengths and checksums of IP are right, so that what is inside is looked at. */
final class RawCapture {
    private static final int RAW = 101;
    private static final int TCP = 6;
    private static final int UDP = 17;
    /** What an IPv6 address that is made of four bytes begins with. */
    private static final long PREFIX = 0x2001_0db8_0000_0000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<Long, Integer> nextSequence = new HashMap<>();
    private long micros = 1_700_000_000_000_000L;

    RawCapture() {
        ByteBuffer header = little(24);
        out.writeBytes(header.putInt(0xa1b2c3d4).putInt(0x00040002).putLong(0).putInt(262_144).putInt(RAW).array());
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    void after(long micros) {
        this.micros += micros;
    }

    /** Two ends: IPv4 addresses, or the last four bytes of IPv6 ones. */
    record Ends(boolean ipv6, int source, int sourcePort, int destination, int destinationPort) {
        private long key() {
            return (source * 31L + destination) * 31 + (sourcePort << 16 | destinationPort);
        }
    }

    void udp(Ends ends, byte[] payload) {
        ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
        datagram.putShort((short) ends.sourcePort).putShort((short) ends.destinationPort);
        packet(ends, UDP, datagram.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload).array(), 0, 64);
    }

    /** The next bytes of a stream; the first come with no handshake before them. */
    void tcp(Ends ends, byte[] payload) {
        int sequence = nextSequence.getOrDefault(ends.key(), 1);
        nextSequence.put(ends.key(), sequence + payload.length);
        segment(ends, new Segment(sequence, 1, 0x18, 0xffff, new byte[0], payload, 0, 64));
    }

    /** What a TCP segment carries. */
    record Segment(int sequence, int acknowledgment, int flags, int window, byte[] options, byte[] payload, int ipId, int ttl) {
    }

    void segment(Ends ends, Segment segment) {
        int padded = segment.options.length + 3 & ~3;
        ByteBuffer bytes = ByteBuffer.allocate(20 + padded + segment.payload.length);
        bytes.putShort((short) ends.sourcePort).putShort((short) ends.destinationPort).putInt(segment.sequence);
        bytes.putInt(segment.acknowledgment).put((byte) (20 + padded << 2)).put((byte) segment.flags);
        bytes.putShort((short) segment.window).putInt(0).put(segment.options).position(20 + padded);
        packet(ends, TCP, bytes.put(segment.payload).array(), segment.ipId, segment.ttl);
    }

    /** An IP packet of any protocol. */
    void packet(Ends ends, int protocol, byte[] payload, int ipId, int ttl) {
        ByteBuffer packet = ByteBuffer.allocate((ends.ipv6 ? 40 : 20) + payload.length);
        if (ends.ipv6) {
            packet.putInt(0x60000000).putShort((short) payload.length).put((byte) protocol).put((byte) ttl);
            packet.putLong(PREFIX).putLong(ends.source & 0xffffffffL).putLong(PREFIX).putLong(ends.destination & 0xffffffffL);
        } else {
            packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putShort((short) ipId).putShort((short) 0);
            packet.put((byte) ttl).put((byte) protocol).putShort((short) 0).putInt(ends.source).putInt(ends.destination);
        }
        record(packet.put(payload).array());
    }

    private void record(byte[] packet) {
        ByteBuffer header = little(16).putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        out.writeBytes(header.putInt(packet.length).putInt(packet.length).array());
        out.writeBytes(packet);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
