package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts IP packets together from their fragments (RFC 791, section 3.2; RFC 8200, section 4.5). A packet is whole in the
 * frame of its last-arriving fragment, whichever that is.
 *
 * <p>What is held is bounded in packets, bytes and age; what was given up is counted and told. Fragments that overlap
 * with the same bytes are copies. Where the bytes differ, either the identification was used again or somebody plays
 * (RFC 5722, RFC 8900): no packet is made of both, and the newer fragment starts anew.
 *
 * <p>A whole packet is kept for a while: if all its fragments come again with the same bytes, as in a capture that saw them
 * twice, it is whole a second time; a fragment with other bytes starts a new packet.
 */
final class IpReassembler {
    static final int MAX_PACKETS = 4_096;
    static final int MAX_BYTES = 32 << 20;
    /** RFC 8200, section 4.5: reassembly is given up after 60 seconds. */
    static final long MAX_AGE_NANOS = 60_000_000_000L;
    /** The longest packet that the length fields can tell (RFC 791, RFC 8200). */
    static final int MAX_DATA = 65_535;
    /** An IPv4 header has 60 bytes at most; IPv6 may have extension headers before the fragment header. */
    static final int MAX_HEADER = 512;
    /** All offsets are multiples of this. */
    private static final int UNIT = 8;
    private static final int OVERHEAD = 512;
    /** Bytes of a packet for which memory is taken at once; a fragment fills several, or a part of one. */
    private static final int PART = 512;

    private final LinkedHashMap<Key, Pieces> held = new LinkedHashMap<>(16, 0.75f, true);
    private final ByteView view = new ByteView();
    private long heldBytes;
    private int headerLength;
    private int protocol;
    private long conflicts;
    private long incomplete;
    private long malformed;

    /** What fragments of one packet have in common, and the network they are in. */
    private record Key(long sourceHi, long sourceLo, long destinationHi, long destinationLo, int id, int protocol, int tunnels,
                       long tunnelId, int vlan) {
    }

    /** The fragments of one packet that are there. */
    private static final class Pieces {
        /** The data until the packet is whole, in parts; null where nothing of a part is there: an offset costs no memory. */
        byte[][] parts = new byte[4][];
        int partsHeld;
        /** Header and data once the packet is whole. */
        byte[] data;
        /** Where the packet's data starts in the array. */
        int base;
        /** Which units of the data are there. */
        final BitSet there = new BitSet();
        /** Bytes of data that are there or lie between such. */
        int extent;
        /** Bytes of data in the whole packet; -1 until the last fragment is there. */
        int total = -1;
        /** Header of the fragment with offset 0; null until it is there. */
        byte[] header;
        int protocol;
        boolean whole;
        long started;
        /** Whether the first fragment's frame has a time; without one there is no telling of age. */
        boolean timed;

        int size() {
            int held = whole ? data.length : partsHeld * PART + parts.length * UNIT;
            return OVERHEAD + held + (header == null ? 0 : header.length);
        }

        int u8(int at) {
            return (whole ? data[base + at] : parts[at / PART][at % PART]) & 0xff;
        }

        void put(ByteView bytes, int at, int length, int offset) {
            if (offset + length > parts.length * PART) {
                parts = Arrays.copyOf(parts, Math.min(MAX_DATA / PART + 1, Math.max((offset + length) / PART + 1,
                        2 * parts.length)));
            }
            for (int done = 0; done < length; ) {
                int part = (offset + done) / PART;
                int from = (offset + done) % PART;
                int count = Math.min(PART - from, length - done);
                if (parts[part] == null) {
                    parts[part] = new byte[PART];
                    partsHeld++;
                }
                bytes.get(at + done, parts[part], from, count);
                done += count;
            }
        }

        /** Moves all into one array. */
        void join() {
            data = new byte[header.length + total];
            System.arraycopy(header, 0, data, 0, header.length);
            for (int at = 0; at < total; at += PART) {
                System.arraycopy(parts[at / PART], 0, data, header.length + at, Math.min(PART, total - at));
            }
            base = header.length;
            parts = null;
            whole = true;
        }

        boolean complete() {
            return total >= 0 && header != null && there.nextClearBit(0) * UNIT >= total;
        }
    }

    /** Whether a fragment can be part of any packet; where not, it is counted. */
    boolean accepts(Packet packet, int at, int length) {
        boolean good = length > 0 && packet.fragmentOffset + length <= MAX_DATA && at - packet.ipOffset <= MAX_HEADER
                && (!packet.moreFragments || length % UNIT == 0);
        malformed += good ? 0 : 1;
        return good;
    }

    /**
     * Takes a fragment that is {@link #accepts accepted}.
     *
     * @param packet its IP header
     * @param at     where its data starts in the packet's bytes
     * @param length its data in bytes, all captured
     * @return the whole packet, header and data, valid until the next fragment; null while pieces are missing
     */
    ByteView add(Packet packet, int at, int length) {
        int offset = packet.fragmentOffset;
        boolean last = !packet.moreFragments;
        // The next header of IPv6 fragments may differ, only the first one's counts (RFC 8200, section 4.5).
        Key key = new Key(packet.sourceHi, packet.sourceLo, packet.destinationHi, packet.destinationLo, packet.fragmentId,
                packet.ipVersion == 4 ? packet.protocol : -1, packet.tunnels(), packet.tunnelId(), packet.vlan);
        Pieces pieces = held.get(key);
        long now = packet.frame.timestampNanos();
        boolean aged = pieces != null && pieces.timed && packet.frame.hasTimestamp()
                && Math.abs(now - pieces.started) > MAX_AGE_NANOS;
        if (aged || pieces != null && !fits(pieces, packet.bytes, at, length, offset, last)) {
            forget(key, pieces);
            pieces = null;
        }
        if (pieces == null) {
            pieces = new Pieces();
            pieces.started = now;
            pieces.timed = packet.frame.hasTimestamp();
            held.put(key, pieces);
            heldBytes += pieces.size();
        }
        heldBytes -= pieces.size();
        store(pieces, packet, at, length, offset, last);
        boolean whole = pieces.complete();
        if (whole) {
            finish(pieces);
        }
        heldBytes += pieces.size();
        evict(pieces);
        return whole ? view : null;
    }

    /** Whether a fragment can belong to these pieces: nothing that is there contradicts it. */
    private boolean fits(Pieces pieces, ByteView bytes, int at, int length, int offset, boolean last) {
        int end = offset + length;
        boolean fits = pieces.total < 0 ? !last || end >= pieces.extent : last ? end == pieces.total : end <= pieces.total;
        int known = pieces.whole ? pieces.total : pieces.extent;
        for (int i = offset; fits && i < Math.min(end, known); i++) {
            boolean stored = pieces.whole || pieces.there.get(i / UNIT);
            fits = !stored || pieces.u8(i) == bytes.u8(at + i - offset);
        }
        if (!fits && !pieces.whole) {
            conflicts++;
        }
        return fits;
    }

    private static void store(Pieces pieces, Packet packet, int at, int length, int offset, boolean last) {
        int end = offset + length;
        if (!pieces.whole) {
            pieces.put(packet.bytes, at, length, offset);
            pieces.extent = Math.max(pieces.extent, end);
            if (last) {
                pieces.total = end;
            }
            if (offset == 0) {
                pieces.header = packet.bytes.copy(packet.ipOffset, at - packet.ipOffset);
                pieces.protocol = packet.protocol;
            }
        }
        pieces.there.set(offset / UNIT, (end + UNIT - 1) / UNIT);
    }

    private void finish(Pieces pieces) {
        if (!pieces.whole) {
            pieces.join();
        }
        pieces.there.clear();
        headerLength = pieces.base;
        protocol = pieces.protocol;
        ByteView packet = ByteView.of(pieces.data);
        view.point(packet, 0, packet.length());
    }

    private void forget(Key key, Pieces pieces) {
        held.remove(key);
        heldBytes -= pieces.size();
        if (!pieces.whole) {
            incomplete++;
        }
    }

    /** Gives up the packets that were touched longest ago, but never the one at hand. */
    private void evict(Pieces current) {
        Iterator<Map.Entry<Key, Pieces>> oldest = held.entrySet().iterator();
        while ((held.size() > MAX_PACKETS || heldBytes > MAX_BYTES) && oldest.hasNext()) {
            Pieces pieces = oldest.next().getValue();
            if (pieces == current) {
                return;
            }
            oldest.remove();
            heldBytes -= pieces.size();
            if (!pieces.whole) {
                incomplete++;
            }
        }
    }

    /** Bytes of header in the packet that was last made whole. */
    int headerLength() {
        return headerLength;
    }

    /** Protocol that the packet last made whole carries, as its first fragment says. */
    int protocol() {
        return protocol;
    }

    /** Bytes held, as far as they are counted. */
    long heldBytes() {
        return heldBytes;
    }

    /** What was not put together, one sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        long missing = incomplete + held.values().stream().filter(p -> !p.whole).count();
        if (missing > 0) {
            notes.add(missing
                    + " fragmented IP packets are not whole in the capture; what they carry is read in part or not at all.");
        }
        if (conflicts > 0) {
            notes.add(conflicts + " IP fragments contradict earlier ones of the same identification and were not put together"
                    + " with them.");
        }
        if (malformed > 0) {
            notes.add(malformed + " IP fragments have an impossible offset or length.");
        }
        return notes;
    }
}
