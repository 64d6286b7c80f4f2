package io.pcaplens.packet;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.capture.Frame;

/**
 * One packet, decoded down to the transport header of its innermost IP packet; a flyweight that {@link PacketDecoder}
 * fills anew for each frame, so it is valid only until the next one. Offsets are in bytes from the start of the frame.
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
    Frame frame;
    Undecoded undecoded;
    int unknown;
    int tunnels;

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
    int fragmentOffset;
    boolean moreFragments;
    boolean offload;

    int transportOffset;
    /** Bytes of transport header and payload on the wire, as the IP length tells. */
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
        layerCount = 0;
        undecoded = null;
        unknown = -1;
        tunnels = 0;
        clearIp();
    }

    /** Forgets an outer IP packet, when there is one more inside. */
    void clearIp() {
        ipVersion = 0;
        protocol = -1;
        ipId = -1;
        fragment = false;
        laterFragment = false;
        fragmentOffset = 0;
        moreFragments = false;
        offload = false;
        transportOffset = 0;
        transportLength = 0;
        transportCaptured = 0;
        payloadOffset = 0;
        payloadLength = 0;
    }

    void push(Layer layer) {
        if (layerCount < MAX_LAYERS) {
            layers[layerCount++] = layer;
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

    /** Why decoding ended before a transport header; null where it did not or the innermost layer needs none. */
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

    /** Whether this is a fragment of a larger IP packet. */
    public boolean fragment() {
        return fragment;
    }

    /** Whether this is a fragment without the transport header: any but the first. */
    public boolean laterFragment() {
        return laterFragment;
    }

    /** Offset of the fragment's data in the whole packet's, in bytes. */
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

    /** Whether the innermost transport is TCP with its whole fixed header captured. */
    public boolean isTcp() {
        return layerCount > 0 && layers[layerCount - 1] == Layer.TCP && undecoded == null;
    }

    /** Whether the innermost transport is UDP with its header captured. */
    public boolean isUdp() {
        return layerCount > 0 && layers[layerCount - 1] == Layer.UDP && undecoded == null;
    }

    /** The TCP header, where {@link #isTcp}. */
    public TcpView tcp() {
        return tcp;
    }

    /** Source port of TCP, UDP or SCTP, 0 to 65,535. */
    public int sourcePort() {
        return frame.bytes().u16be(transportOffset);
    }

    /** Destination port of TCP, UDP or SCTP, 0 to 65,535. */
    public int destinationPort() {
        return frame.bytes().u16be(transportOffset + 2);
    }

    /** Bytes of transport header and payload on the wire, Ethernet padding not counted. */
    public int transportLength() {
        return transportLength;
    }

    /** Transport header and payload as far as they were captured. */
    public ByteView transport() {
        transportView.point(frame.bytes(), transportOffset, transportCaptured);
        return transportView;
    }

    /** Bytes of payload behind the TCP or UDP header on the wire. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Payload as far as it was captured. */
    public ByteView payload() {
        int captured = Math.min(payloadLength, transportOffset + transportCaptured - payloadOffset);
        payloadView.point(frame.bytes(), payloadOffset, Math.max(0, captured));
        return payloadView;
    }
}
