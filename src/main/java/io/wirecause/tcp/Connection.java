package io.wirecause.tcp;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.flow.RoleBasis;
import io.wirecause.flow.TcpStreams;
import io.wirecause.flow.WellKnownPorts;
import io.wirecause.packet.TcpFlags;

/** One TCP connection as the capture shows it. Takes a constant amount of memory, whatever its length. */
final class Connection extends ConnectionMetrics {
    private static final RoleBasis[] ROLE_BASES = RoleBasis.values();
    private static final ConnectionState[] STATES = ConnectionState.values();
    /** The states before it are those in which a segment may show it to be established. */
    private static final int ESTABLISHED = ConnectionState.ESTABLISHED.ordinal();
    private static final Verdict[] VERDICTS = Verdict.values();
    private static final Verdict.Evidence[] EVIDENCE = Verdict.Evidence.values();

    final int id;
    /** Whether its endpoints had a connection before. */
    final boolean reusedPorts;
    final EndpointState a = new EndpointState();
    final EndpointState b = new EndpointState();
    final long firstTime;

    /** Where its endpoints stand: kept once, as the key by which it is found. */
    private final FlowTable endpoints;
    private final int entry;
    private final int firstFrame;
    private int lastFrame;
    private Termination ending = Termination.NONE;
    private FlagCounts flags = FlagCounts.NONE;
    /** Of the last segment: a set of {@link WiresharkFlag}, and by their numbers the verdict and its evidence. */
    private char wiresharkFlags;
    private byte verdict;
    private byte evidence;
    /** By their numbers: a byte each, where a reference takes four. */
    private byte state;
    private byte roleBasis;
    private boolean clientIsA;
    private boolean lastFromA;
    private boolean synTimeKnown;
    private boolean synAckSeen;
    private boolean handshakeSeen;
    /** When the client's last SYN was seen; once {@link #handshakeSeen}, how long the handshake took, -1 where unknown. */
    private long handshakeNanos = -1;

    /**
     * A connection with this first segment, which it is still to {@link #take}.
     *
     * @param streams with its endpoints as those of the last segment
     */
    Connection(int id, TcpStreams streams, Segment first) {
        this.id = id;
        this.endpoints = streams.endpoints();
        this.entry = streams.entry();
        this.reusedPorts = streams.endpointsSeenBefore();
        this.firstFrame = (int) first.frame;
        this.firstTime = first.time;
        // What a SYN tells goes before any guess, and ranking ports took a tenth of the time of many short connections.
        int order = first.has(TcpFlags.SYN) ? 0 : WellKnownPorts.compare(endpoint(a).port(), endpoint(b).port());
        this.roleBasis = (byte) (order == 0 ? RoleBasis.FIRST_PACKET : RoleBasis.PORT).ordinal();
        this.clientIsA = order == 0 ? first.fromA : order > 0;
    }

    /** Takes in one segment, or what stands in the place of one. */
    void take(Segment segment, SegmentClassifiers instruments) {
        if (segment.icmpError >= 0) {
            ending().icmpError(segment.icmpError, segment.frame);
        } else {
            int set = segment(segment, instruments);
            if (set != 0) {
                flags = flags == FlagCounts.NONE ? new FlagCounts() : flags;
                flags.add(set);
            }
            wiresharkFlags = (char) set;
        }
    }

    private int segment(Segment segment, SegmentClassifiers instruments) {
        EndpointState from = segment.fromA ? a : b;
        EndpointState to = segment.fromA ? b : a;
        if (lastFrame != 0) {
            silence(segment.time - lastTime(), segment.frame);
        }
        lastFrame = (int) segment.frame;
        lastFromA = segment.fromA;
        from.count(segment.flags, segment.payload);
        if (segment.has(TcpFlags.SYN)) {
            syn(segment, from);
        }
        measure(segment, from, to);
        boolean handshakeAck = completesHandshake(segment, from, to);
        Verdict judged = instruments.verdicts.judge(segment, from, to);
        verdict = (byte) judged.ordinal();
        evidence = (byte) instruments.verdicts.evidence().ordinal();
        if (segment.has(TcpFlags.ACK)) {
            acknowledge(segment, from, to);
        }
        from.sent(segment, judged);
        if (judged.isRetransmission()) {
            from.recovering().resent(segment.payload, from.acknowledgedBy(to), segment.frame);
        }
        if (!segment.has(TcpFlags.RST) && !to.isEmpty()) {
            to.heardFromPeer(to.acknowledgedBy(from));
        }
        advance(from, to, segment.flags, handshakeAck);
        int set = instruments.wireshark.segment(segment, from, to);
        from.window = segment.window;
        return reusedPorts && packets() == 1 ? set | WiresharkFlag.REUSED_PORTS.bit() : set;
    }

    private void silence(long nanos, long frame) {
        gap(nanos, lastFrame(), frame);
        if (nanos >= TcpThresholds.IDLE_NANOS) {
            ending().idle(nanos, packets());
        }
    }

    private Termination ending() {
        if (ending == Termination.NONE) {
            ending = new Termination();
        }
        return ending;
    }

    private void syn(Segment segment, EndpointState from) {
        boolean answer = segment.has(TcpFlags.ACK);
        RoleBasis basis = answer ? RoleBasis.SYN_ACK : RoleBasis.SYN;
        if (basis.ordinal() < roleBasis) {
            roleBasis = (byte) basis.ordinal();
            clientIsA = (from == a) != answer;
        }
        if (!from.synSeen) {
            from.synSeen = true;
            from.isn = segment.sequence;
        }
        if (handshakeSeen) {
            return;
        }
        if (!answer && from == client()) {
            handshakeNanos = segment.time;
            synTimeKnown = true;
        } else if (answer && from != client()) {
            synAckSeen = true;
        }
    }

    /** The segment acknowledges the other side's SYN and, by its own number, follows this side's SYN. */
    private boolean completesHandshake(Segment segment, EndpointState from, EndpointState to) {
        if (handshakeSeen || from != client() || !from.synSeen || !to.synSeen || to.synAcks() == 0
                || segment.has(TcpFlags.SYN | TcpFlags.RST) || !segment.has(TcpFlags.ACK)) {
            return false;
        }
        boolean completes = Seq.difference(segment.acknowledgment, to.isn) >= 1
                && Seq.difference(segment.sequence, from.isn) >= 1;
        if (completes) {
            handshakeSeen = true;
            handshakeNanos = synTimeKnown && synAckSeen ? segment.time - handshakeNanos : -1;
        }
        return completes;
    }

    private void acknowledge(Segment segment, EndpointState from, EndpointState to) {
        int ahead = from.hasAcknowledged ? Seq.difference(segment.acknowledgment, from.acknowledged) : 1;
        if (ahead > 0) {
            from.acknowledged = segment.acknowledgment;
            from.hasAcknowledged = true;
            from.noDuplicateAcks();
            missed(from, to);
        } else if (ahead == 0 && segment.payload == 0 && !segment.has(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)
                && (segment.window == from.window || segment.sackBlocks > 0)) {
            from.recovering().duplicateAcks++;
        }
        if (segment.sackBlocks > 0) {
            selective(segment, from, to);
        }
    }

    /** What is acknowledged has arrived: a gap in it was only missed by the capture. */
    private void missed(EndpointState from, EndpointState to) {
        if (to.gapCount() == 0) {
            return;
        }
        long bytes = to.closeGapsBelow(to.acknowledgedBy(from));
        if (bytes > 0) {
            to.recovering().missed(bytes, lastFrame());
        }
    }

    /** SACK blocks (RFC 2018); one below the acknowledgement or within the next block is a D-SACK (RFC 2883, section 4). */
    private void selective(Segment segment, EndpointState from, EndpointState to) {
        from.recovering().sackSeen = true;
        int left = segment.sackLeft(0);
        int right = segment.sackRight(0);
        boolean duplicate = Seq.difference(right, segment.acknowledgment) <= 0 || segment.sackBlocks > 1
                && Seq.difference(left, segment.sackLeft(1)) >= 0 && Seq.difference(right, segment.sackRight(1)) <= 0;
        if (duplicate && !to.isEmpty()) {
            Recovery recovery = to.recovering();
            Verdict was = recovery.resent.take(to.offset(left), to.offset(right));
            if (was != null) {
                recovery.tally.turnSpurious(was);
            } else {
                recovery.copiesBehindCapture++;
            }
        }
        for (int i = duplicate ? 1 : 0; i < segment.sackBlocks && !to.isEmpty(); i++) {
            to.recovering().sackedTo = Math.max(to.recovery().sackedTo, to.offset(segment.sackRight(i)));
        }
    }

    private void advance(EndpointState from, EndpointState to, int flags, boolean handshakeAck) {
        if ((flags & TcpFlags.RST) != 0) {
            reset(from, to);
            return;
        }
        if ((flags & TcpFlags.SYN) != 0) {
            boolean opens = (flags & TcpFlags.ACK) == 0 && from == client();
            move(opens ? ConnectionState.Event.SYN : ConnectionState.Event.SYN_ACK);
        } else if (handshakeAck) {
            move(ConnectionState.Event.HANDSHAKE_ACK);
        } else if (state < ESTABLISHED && showsEstablished(from, flags)) {
            move(ConnectionState.Event.SEGMENT);
        }
        if ((flags & TcpFlags.FIN) != 0 && !from.finSeen) {
            from.finSeen = true;
            move(to.finSeen ? ConnectionState.Event.SECOND_FIN : ConnectionState.Event.FIRST_FIN);
        }
    }

    /** A client acknowledges only what it got; a server says more than its SYN-ACK only once that was acknowledged. */
    private boolean showsEstablished(EndpointState from, int flags) {
        if ((flags & TcpFlags.ACK) == 0) {
            return state() == ConnectionState.NEW;
        }
        EndpointState client = client();
        return switch (state()) {
            case SYN_SENT -> from == client || !client.synSeen;
            case SYN_RECEIVED -> from != client && (from.dataPackets > 0 && client.syns() > 0 && client.largestPayload == 0
                    || from.acks > 0 && client.packets == 0);
            default -> true;
        };
    }

    private void reset(EndpointState from, EndpointState to) {
        ending().reset(from, !(from.finSeen || state() == ConnectionState.CLOSED),
                from.fullyAcknowledged(to) && to.fullyAcknowledged(from), packets(), lastFrame());
        if (from.finSeen && !state().isEnd()) {
            // The side that has closed tears down what the other still sends: an end that browsers choose, not a failure.
            move(ConnectionState.Event.SECOND_FIN);
            return;
        }
        boolean responder = from != client() && client().synSeen;
        move(responder ? ConnectionState.Event.RST_FROM_RESPONDER : ConnectionState.Event.RST);
    }

    private void move(ConnectionState.Event event) {
        state = (byte) state().after(event).ordinal();
    }

    /** The address and port of one of its sides. */
    FlowKey.Endpoint endpoint(EndpointState side) {
        return endpoints.endpoint(entry, side == a);
    }

    /** The address and port of the client. */
    FlowKey.Endpoint clientEnd() {
        return endpoint(client());
    }

    /** The address and port of the server. */
    FlowKey.Endpoint serverEnd() {
        return endpoint(server());
    }

    /** The first frame, Wireshark's number; kept, as all frames here, in the 32 bits in which Wireshark counts them. */
    long firstFrame() {
        return Integer.toUnsignedLong(firstFrame);
    }

    /** The last frame, Wireshark's number. */
    long lastFrame() {
        return Integer.toUnsignedLong(lastFrame);
    }

    /** When the last segment was seen, nanoseconds. */
    long lastTime() {
        return lastFrame == 0 ? firstTime : (lastFromA ? a : b).lastTime;
    }

    EndpointState other(EndpointState side) {
        return side == a ? b : a;
    }

    EndpointState client() {
        return clientIsA ? a : b;
    }

    EndpointState server() {
        return clientIsA ? b : a;
    }

    RoleBasis roleBasis() {
        return ROLE_BASES[roleBasis];
    }

    ConnectionState state() {
        return STATES[state];
    }

    /** Who sent the first RST; null where none was sent. */
    EndpointState resetBy() {
        return ending.resetBy();
    }

    /** Whether the first RST came before its sender had closed and before both had. */
    boolean resetBeforeClose() {
        return ending.resetBeforeClose();
    }

    /** Whether the capture was taken at this side or as good as. */
    boolean capturedBeside(EndpointState side) {
        return vantage(clientIsA) == (side == client() ? CapturePoint.NEAR_CLIENT : CapturePoint.NEAR_SERVER);
    }

    /** Whether the first RST came right after a long silence. */
    boolean resetAfterIdle() {
        return ending.resetAfterIdle();
    }

    /** The last long silence in nanoseconds; 0 for none. */
    long lastIdleNanos() {
        return ending.idleNanos();
    }

    /** Whether both sides had acknowledged all data when the first RST came. */
    boolean allAcknowledgedAtReset() {
        return ending.allAcknowledgedAtReset();
    }

    /** The frame of the first RST; 0 where none was sent. */
    long resetFrame() {
        return ending.resetFrame();
    }

    /** The first ICMP error about it, type times 256 plus code; -1 for none. */
    int icmpError() {
        return ending.icmpError();
    }

    /** The frame of that error. */
    long icmpErrorFrame() {
        return ending.icmpErrorFrame();
    }

    /** Whether SYN, SYN-ACK and the ACK of it were seen. */
    boolean handshakeSeen() {
        return handshakeSeen;
    }

    /** Whether the traffic shows that both ends were established although the handshake was not wholly seen. */
    boolean handshakeEvident() {
        if (handshakeSeen) {
            return false;
        }
        boolean data = a.dataPackets > 0 && a.acks > 0 || b.dataPackets > 0 && b.acks > 0;
        boolean both = a.acks > 0 && b.acks > 0;
        return data && !(state() == ConnectionState.SYN_SENT || state() == ConnectionState.REFUSED) || both;
    }

    /** From the SYN to the ACK of the SYN-ACK in nanoseconds; -1 where not all three were seen. */
    long handshakeNanos() {
        return handshakeSeen ? handshakeNanos : -1;
    }

    /** How often its segments got Wireshark's flags. */
    FlagCounts flags() {
        return flags;
    }

    /** The flags of the last segment, a set of {@link WiresharkFlag}. */
    int wiresharkFlags() {
        return wiresharkFlags;
    }

    /** The verdict on the last segment. */
    Verdict verdict() {
        return VERDICTS[verdict];
    }

    /** What decided it. */
    Verdict.Evidence evidence() {
        return EVIDENCE[evidence];
    }

    long packets() {
        return (long) a.packets + b.packets;
    }

    /** Whether any segment was lost, sent again, overtaken, copied or missed by the capture. */
    boolean isRecovering() {
        return a.recovery() != Recovery.NONE || b.recovery() != Recovery.NONE;
    }

    int retransmissions() {
        return a.retransmissions() + b.retransmissions();
    }
}
