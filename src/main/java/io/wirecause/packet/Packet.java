package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Frame;

/**
 * One packet, decoded down to the transport header of its innermost IP packet; a flyweight that {@link PacketDecoder}
 * fills anew for each frame, so it is valid only until the next one. Offsets are in bytes from the start of
 * {@link #bytes}: of the frame, or of the IP packet that was put together from fragments.
 *
 * <p>Addresses are two longs: IPv6 as its 128 bits, IPv4 with {@code hi} 0 and its 32 bits in {@code lo}.
 */
public final class Packet {
    /** Layers kept of one packet; deeper nesting is not decoded. */
    static final int MAX_LAYERS = 24;

    private final Layer[] layers = new Layer[MAX_LAYERS];
    private final TcpView tcp = new TcpView();
    private final ByteView transportView = new ByteView();
    private final ByteView payloadView = new ByteView();
    private int layerCount;
    /** Where the frame's bytes are, or those of a reassembled IP packet. */
    final ByteView bytes = new ByteView();
    Frame frame;
    Undecoded undecoded;
    int unknown;
    int vlan;
    /** Tunnels on the way to where decoding is; they count once there is an IP packet inside. */
    int tunnelsEntered;
    long tunnelIdEntered;
    private int tunnels;
    private long tunnelId;

    int ipVersion;
    int ipOffset;
    int ipHeaderLength;
    long sourceHi;
    long sourceLo;
    long destinationHi;
    long destinationLo;
    int ttl;
    int ipId;
    int trafficClass;
    int protocol;
    boolean fragment;
    boolean laterFragment;
    /** Whether the innermost IP packet was put together from fragments. */
    boolean whole;
    /** Whether it was, or one around it: the bytes are not those of the frame. */
    boolean reassembled;
    int fragmentOffset;
    int fragmentId;
    boolean moreFragments;
    boolean offload;
    /** Whether an IP header gives a length beyond the end of the layer around it. */
    boolean cutOnTheWay;

    private Layer transport;
    /** Layers down to the transport of the innermost IP packet. */
    private int transportLayers;
    int transportOffset;
    /** Bytes of transport header and payload on the wire, by the IP length. */
    int transportLength;
    /** Bytes of these that were captured. */
    int transportCaptured;
    int payloadOffset;
    int payloadLength;

    /** Made by whoever runs a {@link PacketDecoder}. */
    public Packet() {
    }

    void clear(Frame of) {
        frame = of;
        bytes.point(of.bytes(), 0, of.capturedLength());
        returnTo(0);
    }

    /** Forgets all behind the first layers. */
    void returnTo(int layers) {
        layerCount = layers;
        undecoded = null;
        unknown = -1;
        if (layers == 0) {
            vlan = -1;
            tunnelsEntered = 0;
            tunnelIdEntered = -1;
            reassembled = false;
        }
        tunnels = 0;
        tunnelId = -1;
        cutOnTheWay = false;
        clearIp();
    }

    private void clearIp() {
        ipVersion = 0;
        protocol = -1;
        ipId = -1;
        fragment = false;
        laterFragment = false;
        whole = false;
        fragmentOffset = 0;
        fragmentId = 0;
        moreFragments = false;
        offload = false;
        transport = null;
        transportLayers = 0;
        transportOffset = 0;
        transportLength = 0;
        transportCaptured = 0;
        payloadOffset = 0;
        payloadLength = 0;
    }

    /** Forgets an outer IP packet, if there was one. */
    void enterIp(int version, int at) {
        if (ipVersion != 0) {
            clearIp();
        }
        ipVersion = version;
        ipOffset = at;
        tunnels = tunnelsEntered;
        tunnelId = tunnelIdEntered;
    }

    /** Goes on in the whole packet, as {@link IpReassembler} lays it out: header, then data. */
    void reassembled(int headerLength, int ofProtocol) {
        whole = true;
        reassembled = true;
        ipOffset = 0;
        ipHeaderLength = headerLength;
        protocol = ofProtocol;
        fragmentOffset = 0;
        moreFragments = false;
    }

    void push(Layer layer) {
        if (layerCount < MAX_LAYERS) {
            layers[layerCount++] = layer;
        }
    }

    /** Notes that the layer pushed last is the transport of the innermost IP packet, with its header captured. */
    void carries(Layer layer) {
        transport = layer;
        transportLayers = layerCount;
    }

    void pushTransport(Layer layer) {
        push(layer);
        carries(layer);
    }

    /** What looked like a tunnel and holds no IP packet and is malformed, was none. */
    void settle() {
        if (tunnelsEntered > tunnels && undecoded == Undecoded.MALFORMED && transport != null) {
            layerCount = transportLayers;
            undecoded = null;
        }
    }

    boolean full() {
        return layerCount == MAX_LAYERS;
    }

    /** The frame it came in. */
    public Frame frame() {
        return frame;
    }

    /** How many layers were found. */
    public int layerCount() {
        return layerCount;
    }

    /** A layer, 0 for the outermost. */
    public Layer layer(int index) {
        java.util.Objects.checkIndex(index, layerCount);
        return layers[index];
    }

    /** The innermost layer found; null where none was. */
    public Layer innermost() {
        return layerCount == 0 ? null : layers[layerCount - 1];
    }

    /**
     * The bytes that all offsets refer to: of the frame, or where {@link #reassembled}, of the IP packet put together from
     * this frame's fragment and earlier ones.
     */
    public ByteView bytes() {
        return bytes;
    }

    /** Why decoding ended before its time; null where it did not. The layers found so far are good. */
    public Undecoded undecoded() {
        return undecoded;
    }

    /** Number of the protocol at which {@link Layer#OTHER} stands (link type, EtherType or IP protocol); -1 for none. */
    public int unknown() {
        return unknown;
    }

    /** How many tunnels (IP in IP, GRE, VXLAN and the like) lie around the innermost IP packet. */
    public int tunnels() {
        return tunnels;
    }

    /** The innermost tunnel's own number (VNI, TEID, GRE key, session ...), as the wire has it; -1 where it has none. */
    public long tunnelId() {
        return tunnelId;
    }

    /** The innermost VLAN id within the innermost tunnel, 0 to 4,095; -1 where there is no tag. */
    public int vlan() {
        return vlan;
    }

    /** 4 or 6; 0 where the frame holds no IP packet. */
    public int ipVersion() {
        return ipVersion;
    }

    /** Where the innermost IP header starts. */
    public int ipOffset() {
        return ipOffset;
    }

    /** Upper half of the source address; 0 for IPv4. */
    public long sourceHi() {
        return sourceHi;
    }

    /** Lower half of the source address. */
    public long sourceLo() {
        return sourceLo;
    }

    /** Upper half of the destination address; 0 for IPv4. */
    public long destinationHi() {
        return destinationHi;
    }

    /** Lower half of the destination address. */
    public long destinationLo() {
        return destinationLo;
    }

    /** Time to live or hop limit, 0 to 255. */
    public int ttl() {
        return ttl;
    }

    /** Identification field of IPv4, 0 to 65,535; -1 for IPv6. */
    public int ipId() {
        return ipId;
    }

    /** DSCP and ECN, 0 to 255. */
    public int trafficClass() {
        return trafficClass;
    }

    /** IP protocol number of the transport; -1 where there is no IP packet. */
    public int protocol() {
        return protocol;
    }

    /** What the fragments of one datagram have in common: 16 bits in IPv4, 32 in IPv6; 0 where IPv6 has no fragment header. */
    public int fragmentId() {
        return fragmentId;
    }

    /** Whether the frame holds a fragment of a larger IP packet. */
    public boolean fragment() {
        return fragment;
    }

    /** Whether it is a fragment that makes no packet whole (yet); it has no transport header to show. */
    public boolean laterFragment() {
        return laterFragment;
    }

    /** Whether it is the first fragment of a packet that is not whole (yet): it begins as the packet does. */
    public boolean isFirstFragment() {
        return laterFragment && fragmentOffset == 0;
    }

    /** Whether this fragment made its IP packet whole, or a tunnel's packet around it: what is shown is the whole packet. */
    public boolean reassembled() {
        return reassembled;
    }

    /** Offset of the fragment's data in the whole packet's, in bytes; 0 for a whole packet. */
    public int fragmentOffset() {
        return fragmentOffset;
    }

    /** Whether more fragments follow. */
    public boolean moreFragments() {
        return moreFragments;
    }

    /** Whether the IP header gives no length, as in frames that the sender's network card is yet to cut into segments. */
    public boolean offload() {
        return offload;
    }

    /** Whether an IP packet was cut before it was captured: its header gives a length beyond the end of the frame. */
    public boolean cutOnTheWay() {
        return cutOnTheWay;
    }

    /**
     * What the innermost IP packet carries, with its header captured as far as it must be ({@link Layer#OTHER}: see
     * {@link #protocol}); null where there is none. Layers may follow: of a tunnel that holds no IP packet.
     */
    public Layer transportLayer() {
        return transport;
    }

    /** Whether the innermost transport is TCP with its whole fixed header captured. */
    public boolean isTcp() {
        return transport == Layer.TCP;
    }

    /** Whether the innermost transport is UDP with its header captured. */
    public boolean isUdp() {
        return transport == Layer.UDP;
    }

    /** The TCP header, where {@link #isTcp}. */
    public TcpView tcp() {
        return tcp;
    }

    /** Source port of TCP, UDP or SCTP, 0 to 65,535. */
    public int sourcePort() {
        return bytes.u16be(transportOffset);
    }

    /** Destination port of TCP, UDP or SCTP, 0 to 65,535. */
    public int destinationPort() {
        return bytes.u16be(transportOffset + 2);
    }

    /** Bytes of transport header and payload on the wire, Ethernet padding not counted. */
    public int transportLength() {
        return transportLength;
    }

    /** Transport header and payload as far as they were captured. */
    public ByteView transport() {
        transportView.point(bytes, transportOffset, transportCaptured);
        return transportView;
    }

    /** Bytes of payload behind the TCP or UDP header on the wire. */
    public int payloadLength() {
        return payloadLength;
    }

    /** The same without what was cut before the capture, see {@link #cutOnTheWay}: as far as the frame reaches. */
    public int payloadLengthInFrame() {
        return cutOnTheWay ? Math.max(0, Math.min(payloadLength, wireEnd() - payloadOffset)) : payloadLength;
    }

    /** Where the bytes end as far as they were on the wire where they were captured. */
    int wireEnd() {
        return reassembled ? bytes.length()
                : (int) Math.min(Math.max(frame.wireLength(), frame.capturedLength()), Integer.MAX_VALUE);
    }

    /** Where the payload starts in the capture file; -1 where it was put together from fragments and is nowhere in one piece. */
    public long payloadFileOffset() {
        return reassembled ? -1 : frame.fileOffset() + payloadOffset;
    }

    /** Whether the first byte of the payload was captured and lies between these two, which are in the range. */
    public boolean payloadStarts(int least, int greatest) {
        if (payloadLength == 0 || payloadOffset >= transportOffset + transportCaptured) {
            return false;
        }
        int first = bytes.u8(payloadOffset);
        return first >= least && first <= greatest;
    }

    /** Payload as far as it was captured. */
    public ByteView payload() {
        int captured = Math.min(payloadLength, transportOffset + transportCaptured - payloadOffset);
        payloadView.point(bytes, payloadOffset, Math.max(0, captured));
        return payloadView;
    }
}
