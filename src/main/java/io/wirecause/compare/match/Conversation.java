package io.wirecause.compare.match;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;

/** What one capture shows of two endpoints, as far as it is needed to find them in the other. */
final class Conversation {
    /**
     * Packets of each direction by which it is known again: the first ones, and those whose hashes are the smallest, which are
     * the
     * same ones in another capture, whatever part of the conversation that has.
     */
    static final int SAMPLES = 20;
    static final int FIRST = 6;
    final FlowKey.Endpoint a;
    final FlowKey.Endpoint b;
    final int protocol;
    /** Direction 0 is that of endpoint a. */
    final Direction[] directions = {new Direction(), new Direction()};
    /** Its place among the conversations of its capture. */
    final int index;
    /** The next one of the same endpoints, which opens anew with other sequence numbers; null for none. */
    Conversation next;
    private int firstWay = -1;
    long firstFrame;
    long firstTime;
    long lastTime;
    long packets;

    /** One direction. */
    static final class Direction {
        /** Hash by place in the stream, hash of the payload alone, time, IPv4 identification. */
        final long[] places = new long[SAMPLES];
        final long[] contents = new long[SAMPLES];
        final long[] times = new long[SAMPLES];
        final int[] ids = new int[SAMPLES];
        final int[] sequences = new int[SAMPLES];
        private final long[] ranks = new long[SAMPLES];
        private final Marks idMarks = new Marks();
        private final Marks timeMarks = new Marks();
        int samples;
        long packets;
        long syns;
        boolean hasSyn;
        boolean hasSynAck;
        int initialSequence;
        int ttl = -1;
        int tsVal;
        boolean hasTsVal;

        private void add(Packet packet, long time) {
            packets++;
            idMarks.add(packet.ipId());
            timeMarks.add(packet.isTcp() && packet.tcp().hasTimestamps() ? packet.tcp().tsVal() : 0);
            if (ttl < 0) {
                ttl = packet.ttl();
            }
            boolean opens = false;
            if (packet.isTcp() && packet.tcp().has(TcpFlags.SYN)) {
                syns++;
                opens = !hasSyn;
                if (opens) {
                    hasSyn = true;
                    hasSynAck = packet.tcp().has(TcpFlags.ACK);
                    initialSequence = packet.tcp().sequence();
                    hasTsVal = packet.tcp().hasTimestamps();
                    tsVal = packet.tcp().tsVal();
                }
            }
            long content = Content.ofPayload(packet);
            boolean ends = packet.isTcp() && packet.tcp().has(TcpFlags.FIN | TcpFlags.RST);
            if (content != 0 || opens || ends) {
                long rank = KeyedHash.mix(content, Math.max(0, packet.ipId()));
                int slot = samples < FIRST ? samples : content == 0 ? -1 : slot(rank);
                if (slot >= 0) {
                    sample(slot, packet, content, rank, time);
                }
            }
        }

        private boolean meets(Direction other, boolean payloadAlone) {
            long[] own = payloadAlone ? contents : places;
            long[] others = payloadAlone ? other.contents : other.places;
            for (int i = 0; i < samples; i++) {
                for (int j = 0; j < other.samples; j++) {
                    if (own[i] != 0 && own[i] == others[j]) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Where a packet goes that is none of the first; -1 where others are better, or one like it is there. */
        private int slot(long rank) {
            int worst = FIRST;
            for (int i = 0; i < samples; i++) {
                if (ranks[i] == rank) {
                    return -1;
                }
                worst = i > worst && ranks[i] > ranks[worst] ? i : worst;
            }
            return samples < SAMPLES ? samples : ranks[worst] > rank ? worst : -1;
        }

        private void sample(int slot, Packet packet, long content, long rank, long time) {
            contents[slot] = content;
            places[slot] = packet.isTcp() ? Content.ofSegment(packet, packet.tcp().sequence(),
                    packet.tcp().acknowledgment()) : content;
            sequences[slot] = packet.isTcp() ? packet.tcp().sequence() : 0;
            times[slot] = time;
            ranks[slot] = rank;
            ids[slot] = packet.ipId();
            samples = Math.max(samples, slot + 1);
        }
    }

    Conversation(int index, FlowKey key, long frame, long time) {
        this.index = index;
        a = key.endpoint(true);
        b = key.endpoint(false);
        protocol = key.protocol();
        firstFrame = frame;
        firstTime = time;
        lastTime = time;
    }

    /** Whether identifications of the one are among those of the other, so that nobody changes them. */
    static boolean keepIds(Direction one, Direction other) {
        return one.idMarks.meet(other.idMarks);
    }

    /** The same of TCP timestamps. */
    static boolean keepTimestamps(Direction one, Direction other) {
        return one.timeMarks.meet(other.timeMarks);
    }

    void add(Packet packet, int direction) {
        packets++;
        firstWay = firstWay < 0 ? direction : firstWay;
        lastTime = Math.max(lastTime, packet.frame().timestampNanos());
        directions[direction].add(packet, packet.frame().timestampNanos());
    }

    /** Whether a packet in a direction opens another connection of the same endpoints. */
    boolean isEndedBy(Packet packet, int direction) {
        if (!isTcp() || packets == 0 || !packet.tcp().has(TcpFlags.SYN) || packet.tcp().has(TcpFlags.ACK)) {
            return false;
        }
        Direction own = directions[direction];
        boolean answered = directions[1 - direction].packets > 0;
        // SYNs that nobody answers are one attempt, whatever their numbers: a flood of them is not to cost memory.
        return own.hasSyn ? own.initialSequence != packet.tcp().sequence() && answered : !directions[1 - direction].hasSyn;
    }

    /** Whether a packet is among the samples of both: by its place in the stream, or by its payload alone. */
    boolean meets(Conversation other, boolean payloadAlone) {
        for (int d = 0; d < 2; d++) {
            if (directions[d].meets(other.directions[d], payloadAlone)) {
                return true;
            }
        }
        return false;
    }

    /** The endpoint that sends in a direction. */
    FlowKey.Endpoint sender(int direction) {
        return direction == 0 ? a : b;
    }

    /** The same with its port, where it has one. */
    String text(int direction) {
        return hasPorts() ? sender(direction).toString() : sender(direction).address();
    }

    private boolean hasPorts() {
        return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    }

    /** A Wireshark display filter for it. */
    String filter() {
        String field = a.version() == 4 ? "ip.addr" : "ipv6.addr";
        String addresses = field + " == " + a.address() + " && " + field + " == " + b.address();
        String ports = protocol == IpProtocol.TCP ? "tcp.port" : "udp.port";
        return !hasPorts() ? addresses : addresses + " && " + ports + " == " + a.port() + " && " + ports + " == " + b.port();
    }

    /** The direction of who opened it: by its SYN, without one by the less known port, and without TCP who was first. */
    int opener() {
        for (int d = 0; d < 2; d++) {
            if (directions[d].hasSyn) {
                return directions[d].hasSynAck ? 1 - d : d;
            }
        }
        return !isTcp() ? Math.max(0, firstWay) : a.port() >= b.port() ? 0 : 1;
    }

    boolean isTcp() {
        return protocol == IpProtocol.TCP;
    }

    /** Whether only attempts to open it were seen, and no answer. */
    boolean isUnansweredOpening() {
        int d = opener();
        return directions[d].syns > 0 && directions[d].syns == directions[d].packets && directions[1 - d].packets == 0;
    }
}
