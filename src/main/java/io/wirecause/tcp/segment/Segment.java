package io.wirecause.tcp.segment;

import io.wirecause.bytes.InternetChecksum;
import io.wirecause.flow.PacketHash;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import io.wirecause.packet.TransportChecksum;
import io.wirecause.protocol.TlsAlert;
import io.wirecause.protocol.TlsRecord;

/**
 * The fields of one TCP segment that the analysis needs, copied out of its packet, so that a connection can be followed on
 * another thread than the one that decodes packets. Reused: loaded anew for each segment.
 */
public final class Segment {
    private static final int MAX_SACK_BLOCKS = 4;
    /** Bytes of an encrypted alert of TLS 1.3. */
    private static final int HIDDEN_ALERT = 2 + 1 + 16;

    private boolean fromA;
    private long frame;
    private long time;
    private boolean timed;
    private int flags;
    private int sequence;
    private int acknowledgment;
    private int window;
    private int checksum;
    private int payload;
    private int payloadInFrame;
    private TransportChecksum checksumStatus;
    private int ipId;
    private int ttl;
    private boolean timestamps;
    private int tsVal;
    private int tsEcr;
    private int link;
    private int windowScale;
    private SynOptions options;
    /** The sum of the pseudo header's words, not folded, as the checksum of few segments is looked at. */
    private long pseudoHeader;
    private int tlsAlert;
    /** Type of the TLS record that the payload begins with; 0 where it begins with none. */
    private boolean refusesLogin;
    private byte tlsType;
    private int sackBlocks;
    /** Allocated on first use: thousands of segments are buffered, few have SACK blocks. */
    private int[] sackEdges;
    private int icmpError;
    /** The MTU that an ICMP error names; -1 for an error of another kind, and for a segment. */
    private long pathMtu;

    /** An empty segment, to be loaded. */
    public Segment() {
    }

    /**
     * Loads a TCP packet.
     *
     * @param pool   shares the options of SYNs
     * @param sentByA whether endpoint A of the connection sent it, see {@link io.wirecause.flow.FlowKey}
     * @param verify  whether its checksum is to be verified, which means to read all of it
     */
    public void load(Packet packet, SynOptions.Pool pool, boolean sentByA, boolean verify) {
        TcpView tcp = packet.tcp();
        fromA = sentByA;
        frame = packet.frame().number();
        time = packet.frame().timestampNanos();
        timed = packet.frame().hasTimestamp();
        flags = tcp.flags();
        sequence = tcp.sequence();
        acknowledgment = tcp.acknowledgment();
        window = tcp.window();
        checksum = tcp.checksum();
        payload = packet.payloadLength();
        payloadInFrame = packet.payloadLengthInFrame();
        checksumStatus = verify ? TransportChecksum.of(packet) : TransportChecksum.UNKNOWN;
        ipId = packet.ipId();
        ttl = packet.ttl();
        timestamps = tcp.hasTimestamps();
        tsVal = tcp.tsVal();
        tsEcr = tcp.tsEcr();
        link = PacketHash.ofLink(packet);
        boolean syn = tcp.has(TcpFlags.SYN);
        windowScale = syn ? tcp.windowScale() : -1;
        options = syn ? pool.of(tcp) : null;
        loadSackBlocks(tcp);
        pseudoHeader = TransportChecksum.pseudoHeader(packet);
        boolean tls = payload >= TlsRecord.HEADER && packet.payloadStarts(TlsRecord.FIRST_TYPE, TlsRecord.LAST_TYPE);
        tlsAlert = tls ? TlsAlert.fatalIn(packet.payload()) : -1;
        tlsType = tls && TlsRecord.isAt(packet.payload(), 0) ? (byte) TlsRecord.type(packet.payload(), 0) : 0;
        refusesLogin = !tls && payload > 0 && LoginRefusal.isIn(packet.payload());
        icmpError = -1;
        pathMtu = -1;
    }

    /**
     * Loads an ICMP error that quotes a segment of the connection.
     *
     * @param sentByA whether endpoint A of the connection sent that segment
     * @param mtu     which it names where the segment was too large, 0 where it names none; else -1
     */
    public void loadIcmpError(boolean sentByA, int type, int code, long mtu, long inFrame) {
        frame = inFrame;
        fromA = sentByA;
        pathMtu = mtu;
        icmpError = type << 8 | code;
    }

    private void loadSackBlocks(TcpView tcp) {
        sackBlocks = tcp.sackBlocks();
        if (sackBlocks > 0 && sackEdges == null) {
            sackEdges = new int[2 * MAX_SACK_BLOCKS];
        }
        for (int i = 0; i < sackBlocks; i++) {
            sackEdges[2 * i] = tcp.sackLeft(i);
            sackEdges[2 * i + 1] = tcp.sackRight(i);
        }
    }

    /** Whether endpoint A of the connection sent it. */
    public boolean fromA() {
        return fromA;
    }

    /** The number of its frame, as Wireshark counts. */
    public long frame() {
        return frame;
    }

    /** Nanoseconds since 1970; 0 where the file has no time. */
    public long time() {
        return time;
    }

    /** Whether the file gives its time. */
    public boolean isTimed() {
        return timed;
    }

    /** Control bits, see {@link TcpFlags}. */
    public int flags() {
        return flags;
    }

    /** Whether any of these control bits is set. */
    public boolean has(int bits) {
        return (flags & bits) != 0;
    }

    /** The sequence number. */
    public int sequence() {
        return sequence;
    }

    /** The acknowledgment number, whatever the ACK bit says. */
    public int acknowledgment() {
        return acknowledgment;
    }

    /** The window field, not scaled: 0 to 65,535. */
    public int window() {
        return window;
    }

    /** The checksum field. */
    public int checksum() {
        return checksum;
    }

    /** Whether the checksum is right, as far as it was verified. */
    public TransportChecksum checksumStatus() {
        return checksumStatus;
    }

    /** Bytes of payload on the wire. */
    public int payload() {
        return payload;
    }

    /** Bytes of payload without those cut off by a mirror or a slicing tool, which is all that Wireshark knows of. */
    public int payloadInFrame() {
        return payloadInFrame;
    }

    /** Sequence numbers that it occupies: its payload, SYN and FIN. */
    public int length() {
        return payload + (has(TcpFlags.SYN) ? 1 : 0) + (has(TcpFlags.FIN) ? 1 : 0);
    }

    /** Identification of IPv4; -1 for IPv6. */
    public int ipId() {
        return ipId;
    }

    /** Time to live or hop limit. */
    public int ttl() {
        return ttl;
    }

    /** Whether it has the timestamps option. */
    public boolean hasTimestamps() {
        return timestamps;
    }

    /** TSval; meaningful only with {@link #hasTimestamps}. */
    public int tsVal() {
        return tsVal;
    }

    /** TSecr; meaningful only with {@link #hasTimestamps}. */
    public int tsEcr() {
        return tsEcr;
    }

    /** A hash of where it was seen, see {@link PacketHash#ofLink}. */
    public int link() {
        return link;
    }

    /** The window scale option of a SYN, as it stands; -1 where there is none. */
    public int windowScale() {
        return windowScale;
    }

    /** The options of a SYN; null for other segments. */
    public SynOptions options() {
        return options;
    }

    /** SACK blocks, 0 to 4. */
    public int sackBlocks() {
        return sackBlocks;
    }

    /** First sequence number of a SACK block. */
    public int sackLeft(int block) {
        return sackEdges[2 * block];
    }

    /** The sequence number after a SACK block. */
    public int sackRight(int block) {
        return sackEdges[2 * block + 1];
    }

    /** Description of a fatal TLS alert in plain text, 0 to 255; -1 where there is none. */
    public int tlsAlert() {
        return tlsAlert;
    }

    /** Whether it is the answer of a text protocol that refuses a login. */
    public boolean refusesLogin() {
        return refusesLogin;
    }

    /** Whether its payload begins with a TLS record. */
    public boolean isTls() {
        return tlsType != 0;
    }

    /**
     * Whether its payload is a TLS alert: of that type, or as TLS 1.3 hides it, an encrypted record of two bytes, their type and
     * a tag of 16 bytes (RFC 8446, section 5.2), which no application sends.
     */
    public boolean isTlsAlert() {
        return tlsType == TlsRecord.ALERT || tlsType == TlsRecord.LAST_TYPE && payload == TlsRecord.HEADER + HIDDEN_ALERT;
    }

    /** An ICMP error about the connection that takes the place of a segment: type times 256 plus code; else -1. */
    public int icmpError() {
        return icmpError;
    }

    /** The MTU of the link that a segment did not fit, as such an error names it, 0 where it names none; else -1. */
    public long pathMtu() {
        return pathMtu;
    }

    /** Whether the checksum covers the pseudo header alone, as a sender leaves it for its network card to complete. */
    public boolean isChecksumLeftToCard() {
        return checksum == InternetChecksum.fold(pseudoHeader);
    }
}
