package io.wirecause.packet;

import io.wirecause.capture.Frame;
import java.util.List;

/**
 * Decodes a frame down to the transport header of its innermost IP packet: our own views, which allocate nothing but for
 * fragments, and for link types that they do not know the pcap4j lane. Keeps fragments of IP packets until they are
 * whole, so the frames of a capture go through one decoder in their order. Not safe for use by several threads.
 */
public final class PacketDecoder {
    private static final int SHORTEST_IPV4 = 20;

    private final DecodeContext walk = new DecodeContext();
    private final Pcap4jLane pcap4j = new Pcap4jLane();

    /** Made once a pass. */
    public PacketDecoder() {
    }

    /** Fills the packet from the frame. Whatever the bytes are, this returns; what could not be read the packet tells. */
    public void decode(Frame frame, Packet packet) {
        packet.clear(frame);
        walk.start(packet);
        int end = packet.wireEnd();
        LinkType.View view = LinkType.view(frame.linkType());
        if (view != null) {
            view.read(walk, 0, end);
        } else {
            otherLink(packet, end);
        }
        packet.settle();
    }

    /**
     * Fills the packet with the next one of the same frame: an aggregate of 802.11 holds several.
     *
     * @return false where there is none
     */
    public boolean decodeNext(Packet packet) {
        boolean more = walk.followRest();
        packet.settle();
        return more;
    }

    /** What became of IP fragments, one sentence each, for the coverage of an answer; empty where all is well. */
    public List<String> notes() {
        return walk.reassembler.notes();
    }

    /** Bytes held for packets of which fragments are missing. */
    long heldFragmentBytes() {
        return walk.reassembler.heldBytes();
    }

    private void otherLink(Packet packet, int end) {
        packet.push(Layer.OTHER_LINK);
        int ip = packet.bytes.length() < SHORTEST_IPV4 ? -1 : pcap4j.ipOffset(packet.bytes, packet.frame.linkType());
        if (ip < 0) {
            packet.unknown = packet.frame.linkType();
            packet.undecoded = Undecoded.UNKNOWN_LINK_TYPE;
        } else {
            walk.ip.byVersion(ip, end);
        }
    }
}
