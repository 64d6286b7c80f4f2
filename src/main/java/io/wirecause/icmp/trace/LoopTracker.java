package io.wirecause.icmp.trace;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.PacketHash;
import io.wirecause.icmp.message.Address;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds routing loops that pass the capture point: one packet that comes again and again, each time with a lower TTL or hop
 * limit. A packet in a loop ends there at a TTL of 0, so it is enough to look at low ones, which hardly any other packet has.
 *
 * <p>A mirror of several links shows one packet with falling TTLs too, but each time on another link; a traceroute's probes
 * are different packets, and their TTLs rise.
 */
public final class LoopTracker {
    /** Destinations kept. */
    public static final int MAX_LOOPS = 1_000;
    /** Packets with a higher TTL are not looked at. */
    static final int HIGHEST_TTL = Trace.MAX_TTL;
    /** Packets remembered at once. */
    private static final int SLOTS = 1 << 11;
    /** Sights on the link of the first sight that make a loop. */
    private static final int SAME_LINK = 3;
    /** Sights that make a loop where link addresses tell no links apart: no path in one capture has so many hops. */
    private static final int NO_LINKS = 8;
    /** Bytes of transport and payload that are compared. */
    private static final int COMPARED = 40;
    private static final int LINK_ADDRESSES = 12;

    private final long[] packets = new long[SLOTS];
    private final long[] links = new long[SLOTS];
    private final long[] frames = new long[SLOTS];
    private final int[] ttls = new int[SLOTS];
    private final int[] sights = new int[SLOTS];
    private final int[] sameLink = new int[SLOTS];
    private final Loop[] decided = new Loop[SLOTS];
    private final Map<Address, Loop> loops = new LinkedHashMap<>();
    private long beyond;

    /** What loops on the way to one destination. */
    public static final class Loop {
        final Address source;
        final Address destination;
        private long looping;
        private int mostSights;
        private int lowestTtl = Integer.MAX_VALUE;
        private final Examples frames = new Examples();
        private final List<String> links = new ArrayList<>(2);

        Loop(Address source, Address destination) {
            this.source = source;
            this.destination = destination;
        }

        private void sight(Packet packet, int sights) {
            mostSights = Math.max(mostSights, sights);
            lowestTtl = Math.min(lowestTtl, packet.ttl());
            String link = links.size() < 2 ? MacAddress.text(MacAddress.source(packet)) : null;
            if (link != null && !links.contains(link)) {
                links.add(link);
            }
        }

        private void packet(long first, long now) {
            looping++;
            frames.add(first);
            frames.add(now);
        }

        /** Who sent the first of the packets. */
        public Address source() {
            return source;
        }

        /** Where they go. */
        public Address destination() {
            return destination;
        }

        /** Packets that loop. */
        public long looping() {
            return looping;
        }

        /** How often the one seen most was seen with a TTL of 32 or less. */
        public int mostSights() {
            return mostSights;
        }

        /** The lowest TTL. */
        public int lowestTtl() {
            return lowestTtl;
        }

        /** Some of the frames: of a packet the first one looked at, and the one that decided. */
        public List<Long> frames() {
            return frames.frames();
        }

        /** Up to two link addresses that sent the packets; empty where the link has none. */
        public List<String> links() {
            return links;
        }
    }

    /** Adds an IP packet; whether it was seen before with a higher TTL. */
    public boolean isAgain(Packet packet) {
        int ttl = packet.ttl();
        if (ttl > HIGHEST_TTL || TraceTracker.isMulticast(packet)) {
            return false;
        }
        long identity = identity(packet);
        long link = link(packet);
        int slot = (int) (identity >>> 40) & SLOTS - 1;
        if (packets[slot] != identity || ttl > ttls[slot]) {
            packets[slot] = identity;
            links[slot] = link;
            frames[slot] = packet.frame().number();
            ttls[slot] = ttl;
            sights[slot] = 1;
            sameLink[slot] = 1;
            decided[slot] = null;
            return false;
        }
        if (ttl == ttls[slot]) {
            return sights[slot] > 1;
        }
        ttls[slot] = ttl;
        sights[slot]++;
        sameLink[slot] += link == links[slot] ? 1 : 0;
        if (decided[slot] != null) {
            decided[slot].sight(packet, sights[slot]);
        } else if (link == 0 ? sights[slot] >= NO_LINKS : sameLink[slot] >= SAME_LINK && sights[slot] > SAME_LINK) {
            decide(packet, slot);
        }
        return true;
    }

    private void decide(Packet packet, int slot) {
        Address destination = Address.destinationOf(packet);
        Loop loop = loops.get(destination);
        if (loop == null) {
            if (loops.size() == MAX_LOOPS) {
                beyond++;
                return;
            }
            loop = new Loop(Address.sourceOf(packet), destination);
            loops.put(destination, loop);
        }
        decided[slot] = loop;
        loop.packet(frames[slot], packet.frame().number());
        loop.sight(packet, sights[slot]);
    }

    /** All that no router changes. */
    private static long identity(Packet packet) {
        long hash = PacketHash.ofHeader(packet);
        hash = PacketHash.mix(hash, packet.laterFragment() ? packet.fragmentOffset() : -1);
        ByteView transport = packet.transport();
        return PacketHash.mix(hash, transport, Math.min(transport.length(), COMPARED) & -Long.BYTES, PacketHash.NO_CHECKSUM);
    }

    /** The two link addresses; 0 where there are none. */
    private static long link(Packet packet) {
        ByteView frame = packet.frame().bytes();
        if (packet.layer(0) != Layer.ETHERNET || frame.length() < LINK_ADDRESSES) {
            return 0;
        }
        return PacketHash.mix(PacketHash.mix(1, MacAddress.at(frame, 0)), MacAddress.at(frame, MacAddress.LENGTH)) | 1;
    }

    /** Loops by destination, in the order in which they were found. */
    public Collection<Loop> loops() {
        return Collections.unmodifiableCollection(loops.values());
    }

    /** The loop on the way to a destination; null for none. */
    public Loop to(Address destination) {
        return loops.get(destination);
    }

    /** Looping packets to destinations beyond the limit. */
    public long beyond() {
        return beyond;
    }
}
