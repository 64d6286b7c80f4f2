package io.wirecause.flow;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;

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
    /** The same of datagrams without an IPv4 identification: the headers of two responses may agree, and their content not. */
    private static final int COMPARED_WITHOUT_ID = 512;

    /** Where a slot has its packet's time and frame and the places where it was seen, two to a word, behind its identity. */
    private static final int TIME = 1;
    private static final int FRAME = 2;
    private static final int PLACE = 3;
    private static final int WORDS = PLACE + PLACES / 2;

    /** All slots in one array: what is read of one is side by side, and mostly in one line of the cache. */
    private final long[] slots = new long[SLOTS * WORDS];
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
        int slot = ((int) (identity >>> 40) & SLOTS - 1) * WORDS;
        int place = place(packet);
        long age = packet.frame().timestampNanos() - slots[slot + TIME];
        if (slots[slot] != identity || Math.abs(age) > WINDOW_NANOS) {
            remember(slot, identity, place, packet);
            return Sight.FIRST;
        }
        for (int i = 0; i < PLACES; i++) {
            int word = slot + PLACE + i / 2;
            int shift = Integer.SIZE * (i & 1);
            int seen = (int) (slots[word] >>> shift);
            if (seen == 0) {
                slots[word] |= (place & 0xffffffffL) << shift;
                firstFrame = slots[slot + FRAME];
                return Sight.ELSEWHERE;
            }
            if (seen == place) {
                if (packet.ipVersion() == 4 && packet.ipId() != 0) {
                    firstFrame = slots[slot + FRAME];
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
        slots[slot] = identity;
        slots[slot + TIME] = packet.frame().timestampNanos();
        slots[slot + FRAME] = packet.frame().number();
        slots[slot + PLACE] = place & 0xffffffffL;
        slots[slot + PLACE + 1] = 0;
    }

    private static long identity(Packet packet) {
        ByteView transport = packet.transport();
        boolean unnumbered = packet.isUdp() && (packet.ipVersion() == 6 || packet.ipId() == 0);
        int compared = Math.min(transport.length(), unnumbered ? COMPARED_WITHOUT_ID : COMPARED);
        return PacketHash.mix(PacketHash.ofHeader(packet), transport, compared,
                packet.isTcp() ? 16 : packet.isUdp() ? 6 : 2);
    }

    /** Where a packet was seen; never 0. */
    private static int place(Packet packet) {
        return (int) (PacketHash.mix(packet.ttl(), PacketHash.ofLink(packet)) >>> 32) | 1;
    }
}
