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

    private static long identity(Packet packet) {
        ByteView transport = packet.transport();
        return PacketHash.mix(PacketHash.ofHeader(packet), transport, Math.min(transport.length(), COMPARED),
                packet.isTcp() ? 16 : packet.isUdp() ? 6 : 2);
    }

    /** Where a packet was seen; never 0. */
    private static int place(Packet packet) {
        return (int) (PacketHash.mix(packet.ttl(), PacketHash.ofLink(packet)) >>> 32) | 1;
    }
}
