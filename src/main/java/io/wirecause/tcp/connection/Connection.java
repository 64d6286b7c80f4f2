package io.wirecause.tcp.connection;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.flow.RoleBasis;
import io.wirecause.flow.TcpStreams;
import io.wirecause.flow.WellKnownPorts;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.wireshark.WiresharkView;
import io.wirecause.tcp.zeek.ZeekHistory;

/**
 * What is known of one TCP connection: data alone, in constant memory whatever its length, filled by {@link ConnectionTracker}
 * and the parts of this package, each of which writes one group of fields. Frame numbers have 32 bits, as in Wireshark.
 */
public final class Connection {
    private static final RoleBasis[] ROLE_BASES = RoleBasis.values();
    private static final ConnectionState[] STATES = ConnectionState.values();

    private final int id;
    private final boolean reusesPorts;
    /** Its addresses and ports are kept once, as the key by which it is found. */
    private final FlowTable endpoints;
    private final int entry;
    private final int firstFrame;
    private final long firstTime;
    private EndpointState a = EndpointState.SILENT;
    private EndpointState b = EndpointState.SILENT;
    private final WiresharkView wireshark;
    private final ZeekHistory zeek = new ZeekHistory();

    int lastFrame;
    long lastTime;
    /** ConnectionLifecycle. As the two enums by their ordinals: a byte each, where a reference takes four. */
    private byte state;
    private byte roleBasis;
    private boolean clientIsA;

    /** HandshakeTimes: SYNs and SYN-ACKs, where 2 stands for more than one. */
    byte syns;
    byte synAcks;
    boolean handshakeSeen;
    /** Whether a SYN was seen that opens a connection: without ACK, FIN and RST, which only probes combine with it. */
    boolean attempted;
    /** Time of the client's last SYN; if {@link #handshakeSeen}, how long the handshake took; -1 where it is not known. */
    long handshakeNanos = -1;
    /** Time of the SYN-ACK; once there is a {@link #synAckAckFrame}, of the ACK that followed it. */
    long synAckTime;
    int synAckAckFrame;

    /** What few connections need; null where nothing of it happened. */
    private RareEvents rare;

    /** IdleGaps. */
    long longestGap;
    int longestGapAfter;
    int longestGapBefore;
    IdleGaps.Total idleGaps;
    /** Segments before the longest gap ended; who ended it, and whether none before was nearly as long. */
    int packetsAtGap;
    boolean gapEndedByA;
    boolean gapStandsOut;

    /** ThinkTime: who sent new data last, if {@link #lastDataFrame} is not 0. */
    boolean lastDataFromA;
    /** Whether that data asks for no answer by itself: a TLS alert, or a TLS record too small for a request. */
    boolean lastDataAsksNothing;
    int lastDataFrame;
    long lastDataTime;

    /**
     * A connection without a segment.
     *
     * @param streams with its endpoints as those of the last segment
     * @param first   its first segment, which is not yet taken in
     */
    public Connection(int id, TcpStreams streams, Segment first) {
        this.id = id;
        this.endpoints = streams.endpoints();
        this.entry = streams.entry();
        this.reusesPorts = streams.endpointsSeenBefore();
        this.wireshark = new WiresharkView(reusesPorts);
        this.firstFrame = (int) first.frame();
        this.firstTime = first.time();
        this.lastTime = firstTime;
        // A SYN decides whatever the ports say, and ranking ports took a tenth of the time of many short connections.
        int order = first.has(TcpFlags.SYN) ? 0
                : WellKnownPorts.compare(endpoints.endpoint(entry, true).port(), endpoints.endpoint(entry, false).port());
        this.roleBasis = (byte) (order == 0 ? RoleBasis.FIRST_PACKET : RoleBasis.PORT).ordinal();
        this.clientIsA = order == 0 ? first.fromA() : order > 0;
    }

    /** An endpoint that sends a segment. */
    EndpointState sender(boolean isA) {
        if (isA && a == EndpointState.SILENT) {
            a = new EndpointState();
        } else if (!isA && b == EndpointState.SILENT) {
            b = new EndpointState();
        }
        return isA ? a : b;
    }

    /** Its number, Wireshark's tcp.stream. */
    public int id() {
        return id;
    }

    /** Client and server, address and port. */
    public String name() {
        return clientEnd() + " <-> " + serverEnd();
    }

    /** Whether its endpoints had a connection before. */
    public boolean reusesPorts() {
        return reusesPorts;
    }

    /** Endpoint A, see {@link FlowKey}. */
    public EndpointState a() {
        return a;
    }

    /** Endpoint B, see {@link FlowKey}. */
    public EndpointState b() {
        return b;
    }

    /** The endpoint that opened it, as far as that is known, see {@link #roleBasis}. */
    public EndpointState client() {
        return clientIsA ? a : b;
    }

    /** The endpoint that did not. */
    public EndpointState server() {
        return clientIsA ? b : a;
    }

    /** The peer of one of its endpoints. */
    public EndpointState peer(EndpointState endpoint) {
        return endpoint == a ? b : a;
    }

    /** Whether endpoint A is the client. */
    public boolean isClientA() {
        return clientIsA;
    }

    /** How it is known which endpoint is the client. */
    public RoleBasis roleBasis() {
        return ROLE_BASES[roleBasis];
    }

    /** Whether the client sent new data last. */
    boolean lastDataFromClient() {
        return lastDataFrame != 0 && lastDataFromA == clientIsA;
    }

    /** Learns the roles from a SYN or SYN-ACK; returns whether that is more than was known. */
    boolean learnRoles(RoleBasis basis, boolean isClientA) {
        boolean better = basis.ordinal() < roleBasis;
        if (better) {
            roleBasis = (byte) basis.ordinal();
            clientIsA = isClientA;
        }
        return better;
    }

    /** The address and port of one of its endpoints. */
    public FlowKey.Endpoint endpoint(EndpointState of) {
        return endpoints.endpoint(entry, of == a);
    }

    /** The address and port of the client. */
    public FlowKey.Endpoint clientEnd() {
        return endpoints.endpoint(entry, clientIsA);
    }

    /** The address and port of the server. */
    public FlowKey.Endpoint serverEnd() {
        return endpoints.endpoint(entry, !clientIsA);
    }

    /** The first frame. */
    public long firstFrame() {
        return Integer.toUnsignedLong(firstFrame);
    }

    /** The last frame. */
    public long lastFrame() {
        return Integer.toUnsignedLong(lastFrame);
    }

    /** Time of the first segment, nanoseconds since 1970. */
    public long firstTime() {
        return firstTime;
    }

    /** Time of the last segment, nanoseconds since 1970. */
    public long lastTime() {
        return lastTime;
    }

    /** From the first to the last segment, nanoseconds. */
    public long duration() {
        return lastTime - firstTime;
    }

    /** Segments. */
    public long packets() {
        return (long) a.packets() + b.packets();
    }

    /** Retransmitted segments. */
    public int retransmissions() {
        return a.retransmissions() + b.retransmissions();
    }

    /** Whether any segment was lost, retransmitted, reordered, copied, a probe or missed by the capture. */
    public boolean isRecovering() {
        return a.isRecovering() || b.isRecovering();
    }

    /** Where it stands after its last segment. */
    public ConnectionState state() {
        return STATES[state];
    }

    void move(ConnectionState.Event event) {
        state = (byte) STATES[state].after(event).ordinal();
    }

    /** What few connections need, to be read. */
    RareEvents rare() {
        return rare == null ? RareEvents.NONE : rare;
    }

    /** The same, to be written. */
    RareEvents rareEvents() {
        if (rare == null) {
            rare = new RareEvents();
        }
        return rare;
    }

    /** A RST did not end it after all. */
    void reopen(ConnectionState to) {
        state = (byte) to.ordinal();
    }

    /** What cut it short, to be read. */
    public Termination termination() {
        return rare == null ? Termination.NONE : rare.termination;
    }

    /** The same, to be written. */
    Termination terminating() {
        RareEvents events = rareEvents();
        if (events.termination == Termination.NONE) {
            events.termination = new Termination();
        }
        return events.termination;
    }

    /** Whether somebody tried to open it, as a SYN without ACK, FIN and RST shows. */
    public boolean isAttempted() {
        return attempted;
    }

    /** Whether it was tried to open it in vain: a SYN was seen, but neither its handshake nor traffic that proves one. */
    public boolean hasFailed() {
        return attempted && !isEstablished();
    }

    /** Whether SYN, SYN-ACK and the ACK of it were seen. */
    public boolean handshakeSeen() {
        return handshakeSeen;
    }

    /** Whether the traffic shows that both ends were established although the handshake was not fully seen. */
    public boolean handshakeEvident() {
        if (handshakeSeen || termination().resetInSetup() && state() == ConnectionState.RESET) {
            return false;
        }
        boolean data = a.dataPackets() > 0 && a.acks() > 0 || b.dataPackets() > 0 && b.acks() > 0;
        boolean both = a.acks() > 0 && b.acks() > 0;
        return data && !(state() == ConnectionState.SYN_SENT || state() == ConnectionState.REFUSED) || both;
    }

    /** Whether it was established: its handshake seen, or evident. */
    public boolean isEstablished() {
        return handshakeSeen || handshakeEvident();
    }

    /** From the SYN to the ACK of the SYN-ACK in nanoseconds; -1 where not all three were seen. */
    public long handshakeNanos() {
        return handshakeSeen ? handshakeNanos : -1;
    }

    /** What Wireshark shows of it. */
    public WiresharkView wireshark() {
        return wireshark;
    }

    /** What Zeek would log of it. */
    public ZeekHistory zeek() {
        return zeek;
    }
}
