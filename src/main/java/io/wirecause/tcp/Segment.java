package io.wirecause.tcp;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpView;

/**
 * What the analysis needs of one TCP segment, taken out of its packet: fields alone, so that a connection may be followed
 * by another thread than the one that decodes, which has long gone on to other packets. Filled anew for each segment.
 */
final class Segment {
    private static final int MAX_SACK_BLOCKS = 4;
    private static final int TLS_ALERT = 21;
    private static final int TLS_FIRST_TYPE = 20;
    private static final int TLS_LAST_TYPE = 23;
    private static final int TLS_RECORD_HEADER = 5;
    private static final int TLS_CLOSE_NOTIFY = 0;
    private static final int TLS_FATAL = 2;

    /** The connection that it belongs to, and whether its endpoint A has sent it. */
    Connection connection;
    boolean fromA;

    /** Wireshark's number of its frame. */
    long frame;
    /** Nanoseconds since 1970; 0 where the file does not tell. */
    long time;
    boolean timed;
    /** Control bits, see {@link io.wirecause.packet.TcpFlags}. */
    int flags;
    int sequence;
    int acknowledgment;
    /** As it stands, not scaled. */
    int window;
    int checksum;
    /** Bytes of payload on the wire. */
    int payload;
    /** Identification of IPv4; -1 for IPv6. */
    int ipId;
    int ttl;
    boolean timestamps;
    /** Counts only with {@link #timestamps}. */
    int tsVal;
    /** Window scale option as it stands; -1 where there is none. */
    int windowScale;
    /** What a SYN offers; null in other segments. */
    SynOptions options;
    /** The words of the pseudo header added up, not folded: whether the checksum is their sum is asked of few segments only. */
    private long pseudoHeader;
    /** Description of a fatal TLS alert in the clear that the segment holds, 0 to 255; -1 where there is none. */
    int tlsAlert;
    int sackBlocks;
    /** Made when first used: thousands of segments wait for their turn, few have SACK blocks. */
    private int[] sackEdges;
    /** Of an ICMP error about {@link #connection} in the place of a segment: type times 256 plus code; else -1. */
    int icmpError;

    /** First sequence number of a SACK block. */
    int sackLeft(int block) {
        return sackEdges[2 * block];
    }

    /** The sequence number behind a SACK block. */
    int sackRight(int block) {
        return sackEdges[2 * block + 1];
    }

    /** Whether any of these control bits is set. */
    boolean has(int bits) {
        return (flags & bits) != 0;
    }

    /** Takes a TCP packet in, all but its connection. */
    void load(Packet packet, SynOptions.Pool pool) {
        TcpView tcp = packet.tcp();
        frame = packet.frame().number();
        time = packet.frame().timestampNanos();
        timed = packet.frame().hasTimestamp();
        flags = tcp.flags();
        sequence = tcp.sequence();
        acknowledgment = tcp.acknowledgment();
        window = tcp.window();
        checksum = tcp.checksum();
        payload = packet.payloadLength();
        ipId = packet.ipId();
        ttl = packet.ttl();
        timestamps = tcp.hasTimestamps();
        tsVal = tcp.tsVal();
        boolean syn = tcp.has(io.wirecause.packet.TcpFlags.SYN);
        windowScale = syn ? tcp.windowScale() : -1;
        options = syn ? pool.of(tcp) : null;
        sackBlocks = tcp.sackBlocks();
        if (sackBlocks > 0 && sackEdges == null) {
            sackEdges = new int[2 * MAX_SACK_BLOCKS];
        }
        for (int i = 0; i < sackBlocks; i++) {
            sackEdges[2 * i] = tcp.sackLeft(i);
            sackEdges[2 * i + 1] = tcp.sackRight(i);
        }
        pseudoHeader = pseudoHeader(packet);
        boolean tls = payload >= TLS_RECORD_HEADER && packet.payloadStarts(TLS_FIRST_TYPE, TLS_LAST_TYPE);
        tlsAlert = tls ? tlsAlert(packet.payload()) : -1;
        icmpError = -1;
    }

    /** Stands for an ICMP error about a connection. */
    void loadError(Connection about, int type, int code, long inFrame) {
        connection = about;
        frame = inFrame;
        icmpError = type << 8 | code;
    }

    /** Whether the checksum is the sum of the pseudo header alone, as a sender leaves it to its network card. */
    boolean checksumLeftToCard() {
        long sum = pseudoHeader;
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return checksum == sum;
    }

    /** RFC 9293, section 3.1. */
    private static long pseudoHeader(Packet packet) {
        long sum = halves(packet.sourceLo()) + halves(packet.destinationLo()) + packet.protocol() + packet.transportLength();
        return packet.ipVersion() == 4 ? sum : sum + halves(packet.sourceHi()) + halves(packet.destinationHi());
    }

    private static long halves(long address) {
        return (address >>> 32) + (address & 0xffffffffL);
    }

    /** Walks the TLS records (RFC 8446, section 5.1) that begin with the segment, for an alert in the clear. */
    private static int tlsAlert(ByteView payload) {
        int at = 0;
        while (payload.length() - at >= TLS_RECORD_HEADER + 2 && payload.u8(at) >= TLS_FIRST_TYPE
                && payload.u8(at) <= TLS_LAST_TYPE && payload.u8(at + 1) == 3 && payload.u8(at + 2) <= 4) {
            int length = payload.u16be(at + 3);
            // An encrypted alert is longer than its two bytes of level and description.
            if (payload.u8(at) == TLS_ALERT && length == 2 && payload.u8(at + TLS_RECORD_HEADER + 1) != TLS_CLOSE_NOTIFY
                    && payload.u8(at + TLS_RECORD_HEADER) == TLS_FATAL) {
                return payload.u8(at + TLS_RECORD_HEADER + 1);
            }
            at += TLS_RECORD_HEADER + length;
        }
        return -1;
    }
}
