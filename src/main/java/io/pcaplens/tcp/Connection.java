package io.pcaplens.tcp;

import io.pcaplens.flow.FlowKey;
import io.pcaplens.flow.FlowTable;
import io.pcaplens.packet.Packet;
import io.pcaplens.packet.TcpFlags;
import io.pcaplens.packet.TcpView;

/** One TCP connection as the capture shows it. Takes a constant amount of memory, whatever its length. */
final class Connection {
    /** How it is known which side is the server, surest first. */
    enum RoleBasis {
        /** The client sent a SYN. */
        SYN,
        /** The server sent a SYN-ACK. */
        SYN_ACK,
        /** The server's port is the better known one. */
        PORT,
        /** The first packet came from the client: a guess. */
        FIRST_PACKET;

        boolean isKnown() {
            return this == SYN || this == SYN_ACK;
        }
    }

    final int id;
    /** Whether its endpoints had a connection before. */
    final boolean reusedPorts;
    final Side a = new Side();
    final Side b = new Side();
    final long firstTime;
    long lastTime;
    final Meters meters = new Meters();

    /** Where its endpoints stand: kept once, as the key by which it is found. */
    private final FlowTable table;
    private final int entry;
    private final int firstFrame;
    private int lastFrame;
    private final WiresharkAnalysis.Memory wireshark = new WiresharkAnalysis.Memory();
    private Silence silence = Silence.NONE;
    private Ending ending = Ending.NONE;
    private Verdict verdict = Verdict.NONE;
    private Verdict.Evidence evidence = Verdict.Evidence.SEQUENCE;
    private ConnectionState state = ConnectionState.NEW;
    private RoleBasis roleBasis;
    private Side client;
    private boolean lastFromA;
    private boolean synTimeKnown;
    private boolean synAckSeen;
    private boolean handshakeSeen;
    private long synTime;
    private long handshakeNanos = -1;

    /**
     * A connection with this first segment, which {@link #segment} is still to take in.
     *
     * @param table  where its key is
     * @param entry  the key's number there
     * @param fromA  whether endpoint A has sent the segment
     * @param reused whether the endpoints had a connection before
     */
    Connection(int id, FlowTable table, int entry, Packet first, boolean fromA, boolean reused) {
        this.id = id;
        this.table = table;
        this.entry = entry;
        this.reusedPorts = reused;
        this.firstFrame = (int) first.frame().number();
        this.firstTime = first.frame().timestampNanos();
        this.lastTime = firstTime;
        guessRoles(fromA ? a : b);
    }

    private void guessRoles(Side firstSender) {
        int order = WellKnownPorts.compare(endpoint(a).port(), endpoint(b).port());
        roleBasis = order == 0 ? RoleBasis.FIRST_PACKET : RoleBasis.PORT;
        client = order == 0 ? firstSender : order < 0 ? b : a;
    }

    /**
     * Takes in one segment.
     *
     * @return its flags by {@link WiresharkFlag}
     */
    int segment(Packet packet, boolean fromA, Instruments instruments) {
        TcpView tcp = packet.tcp();
        Side from = fromA ? a : b;
        Side to = fromA ? b : a;
        int flags = tcp.flags();
        int payload = packet.payloadLength();
        long time = packet.frame().timestampNanos();
        if (lastFrame != 0) {
            silence(time - lastTime, packet.frame().number());
        }
        lastFrame = (int) packet.frame().number();
        lastTime = time;
        lastFromA = fromA;
        from.count(flags, payload);
        if ((flags & TcpFlags.SYN) != 0) {
            syn(tcp, from, flags);
        }
        meters.segment(packet, this, from, to, instruments.options);
        boolean handshakeAck = completesHandshake(tcp, from, to, flags);
        verdict = instruments.verdicts.judge(this, packet, tcp, from, to, time);
        evidence = instruments.verdicts.evidence();
        if ((flags & TcpFlags.ACK) != 0) {
            acknowledge(tcp, from, to, flags, payload);
        }
        from.incidents.sent(packet, tcp, verdict, (flags & TcpFlags.RST) != 0, from);
        if (verdict.isRetransmission()) {
            from.recovering().resent(payload, from.acknowledgedBy(to), packet.frame().number());
        }
        if ((flags & TcpFlags.RST) == 0 && !to.seen.isEmpty()) {
            to.heardFromPeer(to.acknowledgedBy(from));
        }
        advance(from, to, flags, handshakeAck);
        int set = instruments.wireshark.segment(wireshark, tcp, payload, from, to, time, fromA);
        from.window = tcp.window();
        return reusedPorts && packets() == 1 ? set | WiresharkFlag.REUSED_PORTS.bit() : set;
    }

    private void silence(long nanos, long frame) {
        if (silence == Silence.NONE) {
            silence = new Silence();
        }
        silence.gap(nanos, lastFrame(), frame);
        if (nanos >= Thresholds.IDLE_NANOS) {
            ending().idle(nanos, packets());
        }
    }

    private Ending ending() {
        if (ending == Ending.NONE) {
            ending = new Ending();
        }
        return ending;
    }

    private void syn(TcpView tcp, Side from, int flags) {
        boolean answer = (flags & TcpFlags.ACK) != 0;
        RoleBasis basis = answer ? RoleBasis.SYN_ACK : RoleBasis.SYN;
        if (basis.compareTo(roleBasis) < 0) {
            roleBasis = basis;
            client = answer ? other(from) : from;
        }
        if (!from.synSeen) {
            from.synSeen = true;
            from.isn = tcp.sequence();
        }
        if (!answer && from == client) {
            synTime = lastTime;
            synTimeKnown = true;
        } else if (answer && from != client && !handshakeSeen) {
            synAckSeen = true;
        }
    }

    /** The segment acknowledges the other side's SYN and, by its own number, follows this side's SYN. */
    private boolean completesHandshake(TcpView tcp, Side from, Side to, int flags) {
        if (handshakeSeen || from != client || !from.synSeen || !to.synSeen || to.synAcks == 0
                || (flags & (TcpFlags.SYN | TcpFlags.RST)) != 0 || (flags & TcpFlags.ACK) == 0) {
            return false;
        }
        boolean completes = Seq.difference(tcp.acknowledgment(), to.isn) >= 1 && Seq.difference(tcp.sequence(), from.isn) >= 1;
        if (completes) {
            handshakeSeen = true;
            if (synTimeKnown && synAckSeen) {
                handshakeNanos = lastTime - synTime;
            }
        }
        return completes;
    }

    private void acknowledge(TcpView tcp, Side from, Side to, int flags, int payload) {
        int ahead = from.hasAcknowledged ? Seq.difference(tcp.acknowledgment(), from.acknowledged) : 1;
        if (ahead > 0) {
            from.acknowledged = tcp.acknowledgment();
            from.hasAcknowledged = true;
            from.duplicateAcks = 0;
            missed(from, to);
        } else if (ahead == 0 && payload == 0 && (flags & (TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)) == 0
                && (tcp.window() == from.window || tcp.sackBlocks() > 0)) {
            from.duplicateAcks++;
        }
        if (tcp.sackBlocks() > 0) {
            selective(tcp, from, to);
        }
    }

    /** What is acknowledged has arrived: a gap in it was only missed by the capture. */
    private void missed(Side from, Side to) {
        if (to.seen.gapCount() == 0) {
            return;
        }
        long bytes = to.seen.closeGapsBelow(to.acknowledgedBy(from));
        if (bytes > 0) {
            to.recovering().missed(bytes, lastFrame());
        }
    }

    /** SACK blocks (RFC 2018); one below the acknowledgement or within the next block is a D-SACK (RFC 2883, section 4). */
    private void selective(TcpView tcp, Side from, Side to) {
        from.sackSeen = true;
        int left = tcp.sackLeft(0);
        int right = tcp.sackRight(0);
        boolean duplicate = Seq.difference(right, tcp.acknowledgment()) <= 0 || tcp.sackBlocks() > 1
                && Seq.difference(left, tcp.sackLeft(1)) >= 0 && Seq.difference(right, tcp.sackRight(1)) <= 0;
        if (duplicate && !to.seen.isEmpty()) {
            Recovery recovery = to.recovering();
            Verdict was = recovery.resent.take(to.offset(left), to.offset(right));
            if (was != null) {
                recovery.tally.turnSpurious(was);
            } else {
                recovery.copiesBehindCapture++;
            }
        }
        for (int i = duplicate ? 1 : 0; i < tcp.sackBlocks() && !to.seen.isEmpty(); i++) {
            to.recovering().sackedTo = Math.max(to.recovery().sackedTo, to.offset(tcp.sackRight(i)));
        }
    }

    private void advance(Side from, Side to, int flags, boolean handshakeAck) {
        if ((flags & TcpFlags.RST) != 0) {
            reset(from, to);
            return;
        }
        if ((flags & TcpFlags.SYN) != 0) {
            boolean opens = (flags & TcpFlags.ACK) == 0 && from == client;
            move(opens ? ConnectionState.Event.SYN : ConnectionState.Event.SYN_ACK);
        } else if (handshakeAck) {
            move(ConnectionState.Event.HANDSHAKE_ACK);
        } else if (showsEstablished(from, flags)) {
            move(ConnectionState.Event.SEGMENT);
        }
        if ((flags & TcpFlags.FIN) != 0 && !from.finSeen) {
            from.finSeen = true;
            move(to.finSeen ? ConnectionState.Event.SECOND_FIN : ConnectionState.Event.FIRST_FIN);
        }
    }

    /** A client acknowledges only what it got; a server says more than its SYN-ACK only once that was acknowledged. */
    private boolean showsEstablished(Side from, int flags) {
        if ((flags & TcpFlags.ACK) == 0) {
            return state == ConnectionState.NEW;
        }
        return switch (state) {
            case SYN_SENT -> from == client || !client.synSeen;
            case SYN_RECEIVED -> from != client && (from.dataPackets > 0 && client.syns > 0 && client.largestPayload == 0
                    || from.acks > 0 && client.packets == 0);
            default -> true;
        };
    }

    private void reset(Side from, Side to) {
        ending().reset(from, !(from.finSeen || state == ConnectionState.CLOSED),
                from.fullyAcknowledged(to) && to.fullyAcknowledged(from), packets(), lastFrame());
        if (from.finSeen && !state.isEnd()) {
            // The side that has closed tears down what the other still sends: an end that browsers choose, not a failure.
            move(ConnectionState.Event.SECOND_FIN);
            return;
        }
        boolean responder = from != client && client.synSeen;
        move(responder ? ConnectionState.Event.RST_FROM_RESPONDER : ConnectionState.Event.RST);
    }

    private void move(ConnectionState.Event event) {
        state = state.after(event);
    }

    /** Whether this SYN without ACK opens a new connection on the same endpoints: it has another ISN. */
    boolean isReopenedBy(TcpView tcp, boolean fromA) {
        Side from = fromA ? a : b;
        return from.packets == 0 ? !other(from).synSeen : !(from.synSeen && from.isn == tcp.sequence());
    }

    /** The address and port of one of its sides. */
    FlowKey.Endpoint endpoint(Side side) {
        return table.endpoint(entry, side == a);
    }

    /** The address and port of the client. */
    FlowKey.Endpoint clientEnd() {
        return endpoint(client);
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

    /** Gaps in time between its segments. */
    Silence silence() {
        return silence;
    }

    Side other(Side side) {
        return side == a ? b : a;
    }

    Side client() {
        return client;
    }

    Side server() {
        return other(client);
    }

    RoleBasis roleBasis() {
        return roleBasis;
    }

    ConnectionState state() {
        return state;
    }

    /** Who sent the first RST; null where none was sent. */
    Side resetBy() {
        return ending.resetBy();
    }

    /** Whether the first RST came before its sender had closed and before both had. */
    boolean resetBeforeClose() {
        return ending.resetBeforeClose();
    }

    /** Whether the capture was taken at this side or as good as. */
    boolean capturedBeside(Side side) {
        return meters.vantage(client == a) == (side == client ? Vantage.NEAR_CLIENT : Vantage.NEAR_SERVER);
    }

    /** Whether the first RST came right after a long silence. */
    boolean resetAfterIdle() {
        return ending.resetAfterIdle();
    }

    /** The last long silence in nanoseconds; 0 for none. */
    long idleNanos() {
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

    /** An ICMP error quotes a segment of this connection. */
    void icmpError(int type, int code, long frame) {
        ending().icmpError(type, code, frame);
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
        return data && !(state == ConnectionState.SYN_SENT || state == ConnectionState.REFUSED) || both;
    }

    /** From the SYN to the ACK of the SYN-ACK in nanoseconds; -1 where not all three were seen. */
    long handshakeNanos() {
        return handshakeNanos;
    }

    /** Whether the side that sent the last segment is {@link #a}. */
    boolean lastFromA() {
        return lastFromA;
    }

    /** The verdict on the last segment. */
    Verdict verdict() {
        return verdict;
    }

    /** What decided it. */
    Verdict.Evidence evidence() {
        return evidence;
    }

    long packets() {
        return (long) a.packets + b.packets;
    }

    int retransmissions() {
        return a.retransmissions() + b.retransmissions();
    }
}
