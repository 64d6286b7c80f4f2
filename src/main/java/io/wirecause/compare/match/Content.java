package io.wirecause.compare.match;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;

/** Hashes of what a packet carries, by which it is known again behind a device that translates addresses. */
final class Content {
    /** Payload that is hashed; captures cut their packets at different lengths. */
    private static final int PREFIX = 32;
    /** Payload that is worth a hash: shorter ones are alike. */
    private static final int LEAST = 8;
    /** Flags that a segment keeps on its way, and that a sender's network card sets on the right segment. */
    private static final int LASTING = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST;
    private static final int ICMP_HEADER = 8;

    private Content() {
    }

    /** Of the payload alone; 0 where it is too short, or not captured, to be known again. */
    static long ofPayload(Packet packet) {
        ByteView payload = isIcmp(packet) ? packet.transport() : packet.payload();
        if (!packet.isTcp() && !packet.isUdp() && !isIcmp(packet)) {
            payload = packet.transport();
        }
        int skip = isIcmp(packet) ? ICMP_HEADER : 0;
        int length = Math.min(payload.length() - skip, PREFIX);
        if (length < LEAST) {
            return 0;
        }
        // Of a segment only how it begins: a network card may cut it, or merge it with others.
        long hash = packet.isTcp() ? 0 : packet.transportLength();
        if (isIcmp(packet)) {
            // Type, code and sequence number; a translator may change the identifier, and so the checksum.
            hash = KeyedHash.mix(hash, (long) payload.u16be(0) << 16 | payload.u16be(6));
        }
        int at = skip;
        for (; at + Long.BYTES <= skip + length; at += Long.BYTES) {
            hash = KeyedHash.mix(hash, payload.i64be(at));
        }
        for (; at < skip + length; at++) {
            hash = KeyedHash.mix(hash, payload.u8(at));
        }
        return hash | 1;
    }

    /**
     * Of a segment by its place in its stream.
     *
     * @param sequence as the sender counts
     */
    static long ofSegment(Packet packet, int sequence, int acknowledgment) {
        long hash = KeyedHash.mix(sequence, (long) packet.payloadLength() << 8 | packet.tcp().flags() & LASTING);
        return KeyedHash.mix(hash, packet.tcp().has(TcpFlags.ACK) ? acknowledgment : -1L);
    }

    /** Whether a segment acknowledges and does nothing else. */
    static boolean isBareAck(int flags, int payload) {
        return payload == 0 && (flags & (LASTING | TcpFlags.ACK)) == TcpFlags.ACK;
    }

    static boolean isIcmp(Packet packet) {
        return (packet.protocol() == 1 || packet.protocol() == 58) && packet.transport().length() >= ICMP_HEADER;
    }

    /** Whether the packet has anything to be known again by. */
    static boolean isOf(Packet packet) {
        return packet.ipVersion() != 0 && !packet.laterFragment() && packet.transport().length() >= Long.BYTES
                && (packet.isTcp() || packet.isUdp() || isIcmp(packet) || packet.transport().length() >= PREFIX);
    }
}
