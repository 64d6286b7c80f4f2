package io.wirecause.flow;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;

/** Hashes by which a packet is known again at another place; two packets share one by chance once in 2^64. */
public final class PacketHash {
    /** No bytes are left out of {@link #mix(long, ByteView, int, int)}. */
    public static final int NO_CHECKSUM = -2;
    /** Link header bytes that tell a place: the addresses of Ethernet, the interface or address of a cooked header. */
    private static final int ETHERNET_ADDRESSES = 12;
    private static final int COOKED = 16;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private PacketHash() {
    }

    /** A hash with a value mixed in. */
    public static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MIX;
        return mixed ^ mixed >>> 29;
    }

    /** What no router changes of the IP header: version, addresses, protocol, IPv4 identification and length. */
    public static long ofHeader(Packet packet) {
        long hash = mix(packet.ipVersion(), packet.sourceHi());
        hash = mix(hash, packet.sourceLo());
        hash = mix(hash, packet.destinationHi());
        hash = mix(hash, packet.destinationLo());
        return mix(hash, (long) packet.protocol() << 48 | (long) (packet.ipId() & 0xffff) << 32 | packet.transportLength());
    }

    /**
     * Mixes in the first bytes of a view, eight at a time: with two at a time this was a sixth of a pass over ICMP.
     *
     * @param length   bytes, of which an odd one at the end does not count
     * @param checksum offset of the two bytes among them that do not count, even; {@link #NO_CHECKSUM} for none
     */
    public static long mix(long start, ByteView bytes, int length, int checksum) {
        long hash = start;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            int shift = 48 - Byte.SIZE * (checksum - at);
            hash = mix(hash, bytes.i64be(at) & (shift < 0 || shift > 48 ? -1L : ~(0xffffL << shift)));
        }
        for (; at + Short.BYTES <= length; at += Short.BYTES) {
            hash = at == checksum ? hash : mix(hash, bytes.u16be(at));
        }
        return hash;
    }

    /** A hash of where a packet was seen but for its time to live: interface, link addresses, VLAN and tunnel. */
    public static int ofLink(Packet packet) {
        long hash = mix(packet.frame().interfaceId(), (long) packet.tunnels() << 32 | packet.vlan() & 0xffffffffL);
        hash = mix(hash, packet.tunnelId());
        ByteView frame = packet.frame().bytes();
        return (int) (mix(hash, frame, Math.min(linkBytes(packet), frame.length()), NO_CHECKSUM) >>> 32);
    }

    /** Receivers of 802.11 put times and levels before each frame, so only link headers that stay the same tell a place. */
    private static int linkBytes(Packet packet) {
        return switch (packet.layer(0)) {
            case ETHERNET -> ETHERNET_ADDRESSES;
            case LINUX_COOKED -> COOKED;
            default -> 0;
        };
    }
}
