package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.factory.PacketFactories;
import org.pcap4j.packet.namednumber.DataLinkType;

/**
 * The second lane: link layers that the fast lane does not know are taken apart by pcap4j's packet model, which says
 * where in the frame the IP packet starts. From there on the fast lane goes on, so both lanes give the same packet.
 */
final class Pcap4jLane {
    /** Where the outermost IP header starts; -1 where pcap4j finds none. */
    int ipOffset(ByteView frame, int linkType) {
        byte[] raw = frame.copy();
        org.pcap4j.packet.Packet layer;
        try {
            layer = PacketFactories.getFactory(org.pcap4j.packet.Packet.class, DataLinkType.class)
                    .newInstance(raw, 0, raw.length, DataLinkType.getInstance(linkType));
        } catch (RuntimeException e) {
            // pcap4j throws whatever its getters meet in malformed frames; for us such a frame is one it cannot read.
            return -1;
        }
        int offset = 0;
        while (layer != null) {
            if (layer instanceof IpPacket) {
                return offset;
            }
            offset += layer.getHeader() == null ? 0 : layer.getHeader().length();
            layer = layer.getPayload();
        }
        return -1;
    }
}
