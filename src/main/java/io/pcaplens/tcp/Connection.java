package io.pcaplens.tcp;

import io.pcaplens.flow.FlowKey;
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

    /** Whether its endpoints had a connection before. */
    final boolean reusedPorts;
    final int id;
    final Side a;
    final Side b;
    final long firstFrame;
    final long firstTime;
    long lastFrame;
    long lastTime;

    final Meters meters = new Meters();
    private final WiresharkAnalysis wireshark = new WiresharkAnalysis();
    private final VerdictEngine verdicts = new VerdictEngine(this);
    private Verdict verdict = Verdict.NONE;
    private ConnectionState state = ConnectionState.NEW;
    private RoleBasis roleBasis;
    private Side client;
    private Side resetBy;
    private boolean resetBeforeClose;
    long resetFrame;
    private long idleNanos;
    private long packetsAtIdleEnd;
    private boolean resetAfterIdle;
    private boolean allAcknowledgedAtReset;
    /** The ICMP error that answered the SYN: type times 256 plus code; -1 for none. */
    private int blockedBy = -1;
    private long blockedFrame;
    private long synTime;
    private boolean synTimeKnown;
    private long synAckTime;
    private boolean synAckTimeKnown;
    private long handshakeNanos = -1;
    private long synAckNanos = -1;
    private boolean handshakeSeen;

    Connection(int id, FlowKey key, Packet first, boolean reusedPorts) {
        this.reusedPorts = reusedPorts;
        this.id = id;
        this.a = new Side(key.endpoint(true));
        this.b = new Side(key.endpoint(false));
        this.firstFrame = first.frame().number();
        this.firstTime = first.frame().timestampNanos();
        this.lastTime = firstTime;
        guessRoles(key.fromA() ? a : b);
    }

    private void guessRoles(Side firstSender) {
        int order = WellKnownPorts.compare(a.endpoint.port(), b.endpoint.port());
        roleBasis = order == 0 ? RoleBasis.FIRST_PACKET : RoleBasis.PORT;
        client = order == 0 ? firstSender : order < 0 ? b : a;
    }

    /** Takes in one segment. */
    int segment(Packet packet, boolean fromA) {
        TcpView tcp = packet.tcp();
        Side from = fromA ? a : b;
        Side to = fromA ? b : a;
        int flags = tcp.flags();
        int payload = packet.payloadLength();
        silence(packet.frame().timestampNanos());
        lastFrame = packet.frame().number();
        lastTime = packet.frame().timestampNanos();
        from.count(flags, payload);
        if ((flags & TcpFlags.SYN) != 0) {
            syn(tcp, from, flags);
        }
        meters.segment(packet, this, from, to);
        boolean handshakeAck = completesHandshake(tcp, from, to, flags);
        verdict = verdicts.judge(packet, tcp, from, to, lastTime);
        if ((flags & TcpFlags.ACK) != 0) {
            acknowledge(tcp, from, to, flags, payload);
        }
        from.window = tcp.window();
        from.incidents.sent(packet, tcp, verdict, (flags & TcpFlags.RST) != 0, from, to, lastTime);
        if ((flags & TcpFlags.RST) == 0 && !to.seen.isEmpty()) {
            to.incidents.heardFromPeer(to.acknowledgedBy(from));
        }
        advance(from, to, flags, handshakeAck);
        int set = wireshark.segment(tcp, payload, lastTime, fromA);
        return packets() == 1 && reusedPorts ? set | WiresharkFlag.REUSED_PORTS.bit() : set;
    }

    /** Remembers the last long silence, for a reset that follows it. */
    private void silence(long time) {
        if (packets() > 0 && time - lastTime >= Thresholds.IDLE_NANOS) {
            idleNanos = time - lastTime;
            packetsAtIdleEnd = packets();
        }
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
            synAckTime = lastTime;
            if (synTimeKnown && synAckNanos < 0) {
                synAckNanos = lastTime - synTime;
            }
            synAckTimeKnown = true;
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
            if (synTimeKnown && synAckTimeKnown) {
                handshakeNanos = lastTime - synTime;
                verdicts.roundTrip(handshakeNanos);
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
            to.missedBytes += bytes;
            if (to.missedGaps++ == 0) {
                to.firstMissedFrame = lastFrame;
            }
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
            to.dsacks++;
            Verdict was = to.resent.take(to.offset(left), to.offset(right));
            if (was != null) {
                to.tally.turnSpurious(was);
            } else {
                to.copiesBehindCapture++;
            }
        }
        for (int i = duplicate ? 1 : 0; i < tcp.sackBlocks() && !to.seen.isEmpty(); i++) {
            to.sackedTo = Math.max(to.sackedTo, to.offset(tcp.sackRight(i)));
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
        if (resetBy == null) {
            resetBy = from;
            resetFrame = lastFrame;
            resetBeforeClose = !(from.finSeen || state == ConnectionState.CLOSED);
            resetAfterIdle = idleNanos > 0 && packets() - packetsAtIdleEnd <= Thresholds.SEGMENTS_AFTER_IDLE;
            allAcknowledgedAtReset = from.fullyAcknowledged(to) && to.fullyAcknowledged(from);
        }
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
        return resetBy;
    }

    /** Whether the first RST came before its sender had closed and before both had. */
    boolean resetBeforeClose() {
        return resetBeforeClose;
    }

    /** Whether the capture was taken at this side or as good as. */
    boolean capturedBeside(Side side) {
        return meters.vantage(client == a) == (side == client ? Vantage.NEAR_CLIENT : Vantage.NEAR_SERVER);
    }

    /** Whether the first RST came right after a long silence. */
    boolean resetAfterIdle() {
        return resetAfterIdle;
    }

    /** The last long silence in nanoseconds; 0 for none. */
    long idleNanos() {
        return idleNanos;
    }

    /** Whether both sides had acknowledged all data when the first RST came. */
    boolean allAcknowledgedAtReset() {
        return allAcknowledgedAtReset;
    }

    /** An ICMP error quotes a segment of this connection. */
    void icmpError(int type, int code, long frame) {
        if (blockedBy < 0) {
            blockedBy = type << 8 | code;
            blockedFrame = frame;
        }
    }

    /** The first ICMP error about it, type times 256 plus code; -1 for none. */
    int icmpError() {
        return blockedBy;
    }

    /** The frame of that error. */
    long icmpErrorFrame() {
        return blockedFrame;
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

    /** From the SYN to the SYN-ACK in nanoseconds; -1 where not both were seen. */
    long synAckNanos() {
        return synAckNanos;
    }

    /** The verdict on the last segment. */
    Verdict verdict() {
        return verdict;
    }

    /** What decided it. */
    Verdict.Evidence evidence() {
        return verdicts.evidence();
    }

    long packets() {
        return a.packets + b.packets;
    }

    int retransmissions() {
        return a.retransmissions() + b.retransmissions();
    }
}
