package io.wirecause.icmp.error;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Path MTU discovery (RFC 1191, RFC 8201): the MTUs that routers report, and senders that ignore them. */
public final class PathMtuTracker {
    /** Paths kept. */
    public static final int MAX_PATHS = 4096;

    /** Paths whose senders ignore the MTU first, then those with most messages. */
    public static final Comparator<PathMtu> WORST_FIRST = Comparator.comparingLong((PathMtu p) -> p.stillTooLong)
            .thenComparingLong(p -> p.messages).reversed();

    /** The path from one host to another. */
    public static final class PathMtu {
        final Address source;
        final Address destination;
        final Address router;
        /** Least MTU that a router reported; 0 for none. */
        long leastMtu;
        long messages;
        long damaged;
        /** Length of the longest packet rejected, IP header counted. */
        int greatestRejected;
        /** Packets as long as a rejected one that were sent after the grace. */
        long stillTooLong;
        private int shortest = Integer.MAX_VALUE;
        private int longest;
        private long firstTime;
        final Examples frames = new Examples();

        PathMtu(Address source, Address destination, Address router) {
            this.source = source;
            this.destination = destination;
            this.router = router;
        }

        /** Least MTU reported; 0 where none was. */
        public long leastMtu() {
            return leastMtu;
        }

        /** Length of the longest packet rejected, IP header included. */
        public int greatestRejected() {
            return greatestRejected;
        }

        /** Messages. */
        public long messages() {
            return messages;
        }

        /** Messages with a wrong checksum, which the sender ignores. */
        public long damaged() {
            return damaged;
        }

        /** Whether the destination itself reported it, which is no router on the path. */
        public boolean isByDestination() {
            return router.equals(destination);
        }

        /** Packets as long as a rejected one, sent after the grace period. */
        public long stillTooLong() {
            return stillTooLong;
        }

        /** Who sent the packets. */
        public Address source() {
            return source;
        }

        /** Where the packets went. */
        public Address destination() {
            return destination;
        }

        /** Who sent the first message. */
        public Address router() {
            return router;
        }

        /** The first few messages. */
        public List<Long> frames() {
            return frames.frames();
        }
    }

    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<PathMtu> paths = new ArrayList<>();
    private long beyond;

    /**
     * Adds a message that a packet was too big.
     *
     * @param damaged whether its checksum is wrong, so that the sender ignores it
     */
    public void tooBig(IcmpMessage message, QuotedPacket quoted, boolean damaged) {
        key(quoted.version(), quoted.sourceHi(), quoted.sourceLo(), quoted.destinationHi(), quoted.destinationLo());
        int index = table.get(key);
        if (index < 0) {
            if (paths.size() == MAX_PATHS) {
                beyond++;
                return;
            }
            index = paths.size();
            table.put(key, index);
            paths.add(new PathMtu(Address.sourceOf(quoted), Address.destinationOf(quoted), Address.sourceOf(message.packet())));
        }
        PathMtu path = paths.get(index);
        long frame = message.packet().frame().number();
        if (path.messages++ == 0) {
            path.firstTime = message.packet().frame().timestampNanos();
        }
        path.frames.add(frame);
        path.damaged += damaged ? 1 : 0;
        long mtu = message.mtu();
        if (mtu > 0 && (path.leastMtu == 0 || mtu < path.leastMtu)) {
            path.leastMtu = mtu;
        }
        path.greatestRejected = Math.max(path.greatestRejected, quoted.totalLength());
        path.longest = Math.max(path.longest, quoted.transportLength());
        path.shortest = Math.min(path.shortest, quoted.transportLength());
    }

    /** Watches whether any IP packet is as long as one that was rejected on its path. */
    public void watch(Packet packet) {
        if (paths.isEmpty()) {
            return;
        }
        key(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(), packet.destinationHi(), packet.destinationLo());
        int index = table.get(key);
        if (index < 0 || packet.fragment()) {
            return;
        }
        PathMtu path = paths.get(index);
        // Longer ones may be segments that the network card has yet to split.
        if (packet.transportLength() >= path.shortest && packet.transportLength() <= path.longest
                && packet.frame().timestampNanos() - path.firstTime > IcmpThresholds.PATH_MTU_GRACE_NANOS) {
            path.stillTooLong++;
        }
    }

    /** The ports tell the direction. */
    private void key(int version, long fromHi, long fromLo, long toHi, long toLo) {
        key.set(version, 0, fromHi, fromLo, 1, toHi, toLo, 0);
    }

    /** Messages about paths beyond the bound. */
    public long beyond() {
        return beyond;
    }

    /** All paths, in the order of the first messages. */
    public List<PathMtu> paths() {
        return Collections.unmodifiableList(paths);
    }
}
