package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Seq;
import io.wirecause.tcp.segment.SynOptions;
import io.wirecause.tcp.verdict.VerdictCounts;

/**
 * What is known of one endpoint of a connection: the TCP control block (RFC 9293, section 3.3.1) as an observer on the path can
 * fill it, and what is measured of it. The package says who writes which fields. Sequence offsets are 64-bit, relative to the
 * first sequence number seen of the endpoint. What few endpoints need is in objects of its own, made on first use.
 */
public final class EndpointState {
    /** An endpoint that has sent nothing; never written. */
    public static final EndpointState SILENT = new EndpointState();
    /** Assumed where the SYN of the receiver was not captured. */
    static final int USUAL_MSS = 1460;
    /** A time that never was. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int SYN = 0;
    private static final int SYN_ACK = 8;
    private static final int RST = 16;
    private static final int FIN = 24;
    private static final int MOST = 0xff;

    /** SequenceRanges: the offset after the highest byte seen; 0 before the first. */
    long next;
    /** Null before the first gap, as long as the first byte seen has the offset 0. */
    SequenceGaps gaps;
    /** First sequence number seen, and that of its first SYN. */
    private int base;
    private int isn;

    /** SendOrderEvidence: its clock, if {@link #tsKnown}, and its IP identifications; 0 stands for none. */
    boolean tsKnown;
    char highestIpId;
    int highestTsVal;
    char countedSteps;
    char wildSteps;
    /** CopyEvidence: the last packets; null before the first. Where its first bytes were last seen, if {@link #placed}. */
    int[] sights;
    int originalLink;
    short originalTtl;
    byte nextSight;
    boolean placed;

    /** Acknowledgments: the highest acknowledgment number sent, if {@link #hasAcknowledged}. */
    boolean hasAcknowledged;
    int acknowledged;
    /** Window field of the last segment, not scaled; 0 before the first. */
    char windowField;
    private boolean finSeen;

    /** Segments, and of them those with ACK but without SYN and RST, and those with payload. */
    private int packets;
    private int acks;
    private int dataPackets;
    /** SYNs, SYN-ACKs, RSTs and FINs, a byte each; what exceeds a byte is carried to {@link Recovery}. */
    private int control;
    /** Payload bytes on the wire, each retransmission counted. */
    private long bytes;
    int largestPayload;

    /** Null as long as nothing was lost, retransmitted, reordered or copied. */
    private Recovery recovery;
    /** VerdictEngine: when it last sent something that occupies sequence space. */
    long sentTime;

    /** Whether its SYN carried data (RFC 7413). */
    boolean synData;
    /** EndpointAnomalies. */
    boolean largePending;
    boolean largeAcknowledged;
    byte checksumsLeftToCard;
    short lastTtl = -1;
    long largePendingEnd;
    EndpointAnomalies.Oddities oddities = EndpointAnomalies.Oddities.NONE;
    private Strays strays = Strays.NONE;

    /** DurationSketch: the round trips of the peer's view, see {@link RoundTrips}. */
    int[] exactTrips;
    char[] tripBuckets;
    int trips;
    long shortestTrip = Long.MAX_VALUE;
    long longestTrip;
    /** RoundTrips: the end of the segment that is timed, 0 for none, and when it was sent. */
    long timedEnd;
    long timedAt;
    /** Round trip from the capture point to this endpoint and back, by the handshake; -1 where it is not known. */
    private long handshakePart = -1;

    /** Windows: fields of 16 bits; least is above greatest as long as there is none. */
    char leastWindow = Character.MAX_VALUE;
    char greatestWindow;
    /** Bytes; -1 as long as that is not known. */
    int maxInFlight = -1;
    Windows.Pressure pressure;
    /** TransferTimes: null before it has sent much. */
    TransferTimes transfer;

    /** DelayedAckStalls: when what it waits for was acknowledged, or whether it waits at all. */
    long heardAt = DelayedAckStalls.NOT_WAITING;
    DelayedAckStalls.Stalls stalls;

    /** WaitTimes: of all waits together; the frames around the longest. */
    WaitTimes.Several waits;
    long waitNanos;
    int waitedAfter;
    int waitedBefore;
    int answers;
    boolean firstWaitWasAnswer;

    private SynOptions options;
    /** The window it last offered, in bytes, at most 2^30; -1 where it is not known. */
    private int window = -1;
    /** When new bytes of its data were last acknowledged, nanoseconds; -1 before. */
    private long acknowledgedAt = -1;
    /** When it sent data first, and new data last. */
    private long firstData = NEVER;
    private long lastData;
    private short firstTtl = -1;

    /** Counts a segment of this endpoint. */
    public void count(int flags, int payload) {
        packets++;
        bytes += payload;
        if (payload > 0) {
            dataPackets++;
            largestPayload = Math.max(largestPayload, payload);
        }
        if ((flags & (TcpFlags.SYN | TcpFlags.RST | TcpFlags.FIN | TcpFlags.ACK)) == TcpFlags.ACK) {
            acks++;
        } else {
            countControl(flags);
        }
    }

    /** Counts a packet that adds nothing to the stream: a copy, or one that does not belong into it. */
    public void countApart() {
        packets++;
    }

    private void countControl(int flags) {
        boolean ack = (flags & TcpFlags.ACK) != 0;
        if ((flags & TcpFlags.SYN) != 0) {
            increment(ack ? SYN_ACK : SYN);
        } else if (ack && (flags & TcpFlags.RST) == 0) {
            acks++;
        }
        if ((flags & TcpFlags.RST) != 0) {
            increment(RST);
        }
        if ((flags & TcpFlags.FIN) != 0) {
            increment(FIN);
        }
    }

    private void increment(int which) {
        if ((control >>> which & MOST) < MOST) {
            control += 1 << which;
        } else {
            recovering().carry(which >>> 3, MOST + 1);
            control &= ~(MOST << which);
        }
    }

    private int control(int which) {
        return (control >>> which & MOST) + recovery().carried(which >>> 3);
    }

    /** Segments. */
    public int packets() {
        return packets;
    }

    /** Segments with ACK but without SYN and RST. */
    public int acks() {
        return acks;
    }

    /** Segments with payload. */
    public int dataPackets() {
        return dataPackets;
    }

    /** Payload bytes on the wire, each retransmission counted. */
    public long bytes() {
        return bytes;
    }

    /** Payload bytes, each counted once. */
    public long uniqueBytes() {
        return bytes - recovery().repeatedBytes;
    }

    /** Payload of its largest segment, bytes. */
    public int largestPayload() {
        return largestPayload;
    }

    /** SYNs without ACK. */
    public int syns() {
        return control(SYN);
    }

    /** SYN-ACKs. */
    public int synAcks() {
        return control(SYN_ACK);
    }

    /** RSTs. */
    public int rsts() {
        return control(RST);
    }

    /** FINs. */
    public int fins() {
        return control(FIN);
    }

    /** Whether nothing that occupies sequence space was seen of it. */
    public boolean isEmpty() {
        return next == 0;
    }

    /** The offset after the highest byte seen; 0 where none was. */
    public long next() {
        return next;
    }

    /** The 64-bit offset of one of its sequence numbers; the first number asked about gets 0. */
    public long offset(int sequence) {
        if (isEmpty()) {
            base = sequence;
            return 0;
        }
        return Seq.unwrap(sequence, base, next);
    }

    /** Whether it has sent a SYN or SYN-ACK. */
    public boolean hasOpened() {
        return syns() + synAcks() > 0;
    }

    /** Remembers the sequence number of its first SYN, after that was counted. */
    public void open(int sequence) {
        if (syns() + synAcks() == 1) {
            isn = sequence;
        }
    }

    /** A router says that what it has sent is too long for the path; {@code mtu} in bytes, 0 where it does not say. */
    public void takeTooBig(long mtu) {
        recovering().takeTooBig(mtu, next);
    }

    /** Whether this is the number of its first SYN. */
    boolean isInitial(int sequence) {
        return sequence == isn;
    }

    /** Its SYN turns out to be one with another number; nothing else was seen of it. */
    void openAnew(int sequence) {
        isn = sequence;
        base = sequence;
    }

    /** Its numbers go on elsewhere, as if nothing was missing: the next byte has this number. */
    void goOnAt(int sequence) {
        base = sequence - (int) next;
    }

    /** Its segments that do not belong into the connection, to be read. */
    public Strays strays() {
        return strays;
    }

    /** The same, to be written. */
    public Strays straying() {
        if (strays == Strays.NONE) {
            strays = new Strays();
        }
        return strays;
    }

    /** Whether a sequence number, or one that acknowledges this endpoint, lies above its SYN. */
    public boolean isAboveSyn(int sequence) {
        return Seq.difference(sequence, isn) >= 1;
    }

    /** Whether it has sent a FIN that closed its direction. */
    public boolean finSeen() {
        return finSeen;
    }

    /** It closes its direction. */
    public void close() {
        finSeen = true;
    }

    /** Whether a number is the highest acknowledgment number that it sent. */
    public boolean acknowledges(int number) {
        return hasAcknowledged && acknowledged == number;
    }

    /** The offset up to which the peer has acknowledged; 0 where it has not. */
    public long acknowledgedBy(EndpointState peer) {
        return peer.hasAcknowledged && !isEmpty() ? Seq.unwrap(peer.acknowledged, base, next) : 0;
    }

    /** Whether the peer has acknowledged all that was seen of this endpoint. */
    public boolean isFullyAcknowledged(EndpointState peer) {
        return peer.hasAcknowledged && acknowledgedBy(peer) >= next;
    }

    /** As {@link #acknowledgedBy}; -1 where the peer has acknowledged nothing, or nothing of this endpoint was seen. */
    public long acknowledgedOrNone(EndpointState peer) {
        return peer.hasAcknowledged && !isEmpty() ? offset(peer.acknowledged) : -1;
    }

    /** Empty segments that repeat its last acknowledgment. */
    int duplicateAcks() {
        return recovery().duplicateAcks;
    }

    /** Whether its last segment had a window field of 0. */
    boolean isWindowFieldZero() {
        return packets > 0 && windowField == 0;
    }

    /** Keeps the window field of a segment, after all else was done with it. */
    public void keepWindowField(int field) {
        windowField = (char) field;
    }

    /** What is remembered of loss and reordering, to be read; all zero where nothing happened. */
    public Recovery recovery() {
        return recovery == null ? Recovery.NONE : recovery;
    }

    /** The same, to be written. */
    Recovery recovering() {
        if (recovery == null) {
            recovery = new Recovery();
        }
        return recovery;
    }

    /** Whether anything was lost, retransmitted, reordered or copied, or was a probe. */
    public boolean isRecovering() {
        return recovery != null;
    }

    /** How often its segments got which verdict. */
    public VerdictCounts verdicts() {
        return recovery().verdicts;
    }

    /** Retransmitted segments. */
    public int retransmissions() {
        return verdicts().retransmissions();
    }

    /** The options of its last SYN; null where none was captured. */
    public SynOptions options() {
        return options;
    }

    /** Keeps the options of a SYN. */
    public void keepOptions(SynOptions offered) {
        options = offered;
    }

    /** The largest segment that it accepts, bytes. */
    public int mss() {
        return options == null || options.mss() == null ? USUAL_MSS : options.mss();
    }

    /** The window it last offered, in bytes; -1 where it is not known. */
    public int window() {
        return window;
    }

    /** Sets the window it offers, in bytes; -1 where it is not known. */
    public void setWindow(int windowBytes) {
        window = windowBytes;
    }

    /** When new bytes of its data were last acknowledged, nanoseconds; -1 where none were. */
    public long acknowledgedAt() {
        return acknowledgedAt;
    }

    /** New bytes of its data were acknowledged. */
    public void keepAcknowledgedAt(long time) {
        acknowledgedAt = time;
    }

    /** Keeps the time of a segment with payload. */
    public void keepDataTime(boolean isNew, long time) {
        if (firstData == NEVER) {
            firstData = time;
        }
        if (isNew) {
            lastData = time;
        }
    }

    /** Whether it has sent data, other than in a RST. */
    public boolean hasSentData() {
        return firstData != NEVER;
    }

    /** From its first data to its last new data, nanoseconds; 0 without data. */
    public long dataSpan() {
        return hasSentData() ? lastData - firstData : 0;
    }

    /** When it last sent new data, nanoseconds; 0 where it did not. */
    public long lastData() {
        return lastData;
    }

    /** TTL of its first packet other than a RST; -1 before. */
    public int firstTtl() {
        return firstTtl;
    }

    /** Keeps the TTL of a packet other than a RST, if it is the first. */
    public void keepTtl(int ttl) {
        if (firstTtl < 0) {
            firstTtl = (short) ttl;
        }
    }

    /** Round trip from the capture point to this endpoint and back, by the handshake, nanoseconds; -1 where it is not known. */
    public long handshakePart() {
        return handshakePart;
    }

    /** Sets {@link #handshakePart}. */
    public void setHandshakePart(long nanos) {
        handshakePart = nanos;
    }
}
