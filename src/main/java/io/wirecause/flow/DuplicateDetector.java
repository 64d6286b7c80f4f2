package io.wirecause.flow;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import java.util.Arrays;

/**
 * Recognises the same IP packet seen more than once: on both sides of a router, inside and outside of a tunnel, on several
 * interfaces of one machine, mirrored twice. For analyzers that count messages; one for each pass, asked in file order.
 *
 * <p>A retransmission is another packet, so the bytes alone prove nothing. Two frames show the same packet where
 * its addresses, protocol, IPv4 identification, length and first bytes of transport and payload agree and either
 * <ul>
 * <li>they were seen at different places: time to live, VLAN, tunnel, interface or link addresses differ, or
 * <li>at the same place, but under the same IPv4 identification that is not 0 (RFC 6864, section 4: a source uses one once).
 * </ul>
 * A packet that comes back to a place without such an identification was retransmitted. Checksums do not count: the copy that
 * a sender's own interface shows has none yet.
 *
 * <p>Memory is fixed and nothing is allocated; a packet that was pushed out by others of its slot is taken for a new one.
 */
public final class DuplicateDetector {
    /** Packets remembered; a copy follows its first sight within a few thousand packets or not at all. */
    private static final int SLOTS = 1 << 13;
    /** Places remembered of one packet: hops, tunnels and interfaces that one capture can show. */
    private static final int PLACES = 4;
    /** Longest time between two sights of one packet; beyond it the path would be broken. */
    private static final long WINDOW_NANOS = 2_000_000_000L;
    /** Bytes of transport and payload that are compared. */
    private static final int COMPARED = 56;
    /** Link header bytes that tell a place: the addresses of Ethernet, the interface or address of a cooked header. */
    private static final int ETHERNET_ADDRESSES = 12;
    private static final int COOKED = 16;
    private static final int NO_CHECKSUM = -2;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final long[] packets = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final long[] frames = new long[SLOTS];
    private final int[] places = new int[SLOTS * PLACES];
    private long firstFrame;

    /** What a frame is to those before it. */
    public enum Sight {
        /** The first sight of a packet. */
        FIRST,
        /** A packet that was seen before, at another place. */
        ELSEWHERE,
        /** A packet that was seen before at the same place: mirrored twice, or duplicated on the way there. */
        AGAIN
    }

    /** Nothing seen yet. */
    public DuplicateDetector() {
    }

    /** Takes in a packet and returns whether it was seen before. Frames without an IP packet, and fragments, are always new. */
    public Sight look(Packet packet) {
        firstFrame = packet.frame().number();
        if (packet.transportLayer() == null || packet.laterFragment()) {
            return Sight.FIRST;
        }
        long identity = identity(packet);
        int slot = (int) (identity >>> 40) & SLOTS - 1;
        int place = place(packet);
        long age = packet.frame().timestampNanos() - times[slot];
        if (packets[slot] != identity || Math.abs(age) > WINDOW_NANOS) {
            remember(slot, identity, place, packet);
            return Sight.FIRST;
        }
        for (int i = slot * PLACES; i < (slot + 1) * PLACES; i++) {
            if (places[i] == 0) {
                places[i] = place;
                firstFrame = frames[slot];
                return Sight.ELSEWHERE;
            }
            if (places[i] == place) {
                if (packet.ipVersion() == 4 && packet.ipId() != 0) {
                    firstFrame = frames[slot];
                    return Sight.AGAIN;
                }
                break;
            }
        }
        remember(slot, identity, place, packet);
        return Sight.FIRST;
    }

    /** The frame that showed the packet first, Wireshark's number; the frame itself where it is the first. */
    public long firstFrame() {
        return firstFrame;
    }

    private void remember(int slot, long identity, int place, Packet packet) {
        packets[slot] = identity;
        times[slot] = packet.frame().timestampNanos();
        frames[slot] = packet.frame().number();
        Arrays.fill(places, slot * PLACES, (slot + 1) * PLACES, 0);
        places[slot * PLACES] = place;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MIX;
        return mixed ^ mixed >>> 29;
    }

    private static long identity(Packet packet) {
        long hash = mix(packet.ipVersion(), packet.sourceHi());
        hash = mix(hash, packet.sourceLo());
        hash = mix(hash, packet.destinationHi());
        hash = mix(hash, packet.destinationLo());
        hash = mix(hash, (long) packet.protocol() << 48 | (long) (packet.ipId() & 0xffff) << 32 | packet.transportLength());
        ByteView transport = packet.transport();
        return mix(hash, transport, Math.min(transport.length(), COMPARED), packet.isTcp() ? 16 : packet.isUdp() ? 6 : 2);
    }

    /** Where a packet was seen; never 0. */
    private static int place(Packet packet) {
        return (int) (mix(packet.ttl(), link(packet)) >>> 32) | 1;
    }

    /** A hash of where a packet was seen but for its time to live: interface, link addresses, VLAN and tunnel. */
    public static int link(Packet packet) {
        long hash = mix(packet.frame().interfaceId(), (long) packet.tunnels() << 32 | packet.vlan() & 0xffffffffL);
        hash = mix(hash, packet.tunnelId());
        ByteView frame = packet.frame().bytes();
        return (int) (mix(hash, frame, Math.min(linkBytes(packet), frame.length()), NO_CHECKSUM) >>> 32);
    }

    /**
     * Mixes in the first bytes of a view, eight at a time: with two at a time this was a sixth of a pass over ICMP.
     *
     * @param length   bytes, of which an odd one at the end does not count
     * @param checksum offset of the two bytes among them that do not count, even; {@link #NO_CHECKSUM} for none
     */
    private static long mix(long start, ByteView bytes, int length, int checksum) {
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

    /** Receivers of 802.11 put times and levels before each frame, so only link headers that stay the same tell a place. */
    private static int linkBytes(Packet packet) {
        return switch (packet.layer(0)) {
            case ETHERNET -> ETHERNET_ADDRESSES;
            case LINUX_COOKED -> COOKED;
            default -> 0;
        };
    }
}
