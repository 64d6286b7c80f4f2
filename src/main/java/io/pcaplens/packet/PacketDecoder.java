package io.pcaplens.packet;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.capture.Frame;

/**
 * Decodes a frame down to the transport header of its innermost IP packet: the fast lane, which allocates nothing, and
 * for link layers that it does not know the pcap4j lane. Not safe for use by several threads.
 */
public final class PacketDecoder {
    private static final int SHORTEST_IPV4 = 20;

    private final NetworkLayer network = new NetworkLayer();
    private final Pcap4jLane pcap4j = new Pcap4jLane();

    /** Made once a pass. */
    public PacketDecoder() {
    }

    /** Fills the packet from the frame. Whatever the bytes are, this returns; what could not be read the packet tells. */
    public void decode(Frame frame, Packet packet) {
        decode(frame, packet, true);
        if (packet.tunnels > 0 && packet.ipVersion == 0) {
            // The tunnel holds no IP packet (ARP, spanning tree, ...): then the packet around it is the innermost one.
            decode(frame, packet, false);
        }
    }

    private void decode(Frame frame, Packet packet, boolean followTunnels) {
        packet.clear(frame);
        network.start(packet, followTunnels);
        ByteView bytes = frame.bytes();
        int captured = bytes.length();
        int end = (int) Math.min(Math.max(frame.wireLength(), captured), Integer.MAX_VALUE);
        switch (frame.linkType()) {
            case LinkType.ETHERNET -> network.ethernet(0, end);
            case LinkType.LINUX_SLL -> network.linuxCooked(0, end);
            case LinkType.LINUX_SLL2 -> network.linuxCooked2(0, end);
            case LinkType.NULL -> network.loopback(0, end);
            case LinkType.LOOP -> network.loopback(0, end);
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD, LinkType.IPV4, LinkType.IPV6 -> {
                packet.push(Layer.RAW);
                network.ipByVersion(0, end);
            }
            case LinkType.PPP, LinkType.PPP_HDLC -> network.ppp(0, end);
            case LinkType.PPP_ETHER -> network.pppoe(0, end);
            case LinkType.C_HDLC -> network.ciscoHdlc(0, end);
            default -> otherLink(packet, captured, end);
        }
    }

    private void otherLink(Packet packet, int captured, int end) {
        packet.push(Layer.OTHER_LINK);
        int ip = captured < SHORTEST_IPV4 ? -1 : pcap4j.ipOffset(packet.frame.bytes(), packet.frame.linkType());
        if (ip < 0) {
            packet.unknown = packet.frame.linkType();
            packet.undecoded = Undecoded.UNKNOWN_LINK_TYPE;
        } else {
            network.ipByVersion(ip, end);
        }
    }
}
