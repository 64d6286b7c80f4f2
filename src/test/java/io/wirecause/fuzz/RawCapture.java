package io.wirecause.fuzz;

import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapWriter;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/** A capture of raw IP packets in the making; lengths and checksums of IP are right, so that what is inside is looked at. */
final class RawCapture {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int TTL = 64;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapWriter pcap = new PcapWriter(out, PcapWriter.RAW_IP);
    private final Map<Long, Integer> nextSequence = new HashMap<>();
    private long micros = 1_700_000_000_000_000L;

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
        packet(ends, UDP, Packets.udp(ends.sourcePort, ends.destinationPort, payload), 0, TTL);
    }

    /** The next bytes of a stream; the first come with no handshake before them. */
    void tcp(Ends ends, byte[] payload) {
        int sequence = nextSequence.getOrDefault(ends.key(), 1);
        nextSequence.put(ends.key(), sequence + payload.length);
        segment(ends, new Segment(sequence, 1, 0x18, 0xffff, new byte[0], payload, 0, TTL));
    }

    /** What a TCP segment carries. */
    record Segment(int sequence, int acknowledgment, int flags, int window, byte[] options, byte[] payload, int ipId, int ttl) {
    }

    void segment(Ends ends, Segment segment) {
        packet(ends, TCP, Packets.tcp(ends.sourcePort, ends.destinationPort, segment.sequence, segment.acknowledgment,
                segment.flags, segment.window, segment.options, segment.payload), segment.ipId, segment.ttl);
    }

    /** An IP packet of any protocol. */
    void packet(Ends ends, int protocol, byte[] payload, int ipId, int ttl) {
        pcap.frame(micros, ends.ipv6
                ? Packets.ipv6(ends.source & 0xffffffffL, ends.destination & 0xffffffffL, protocol, ttl, payload)
                : Packets.ipv4(ends.source, ends.destination, protocol, ttl, ipId, payload));
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
