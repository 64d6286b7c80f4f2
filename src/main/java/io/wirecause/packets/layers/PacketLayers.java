package io.wirecause.packets.layers;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Frame;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TransportChecksum;
import io.wirecause.protocol.LinkTypeNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a packet apart: the frame, its headers through pcap4j, tunnels by name, and the message that it carries. */
public final class PacketLayers {
    private static final int LONGEST_HEADERS = 1_024;
    /** Bytes of JSON for the layers of one packet. */
    private static final int MOST_TEXT = 9_000;

    private final MessageFields messages = new MessageFields();

    /** For one pass. */
    public PacketLayers() {
    }

    /**
     * The layers, outermost first.
     *
     * @param protocol the protocol by which the packet is listed
     */
    public List<LayerRecord> of(Packet packet, String protocol) {
        List<LayerRecord> layers = new ArrayList<>();
        layers.add(frame(packet));
        headers(packet, layers);
        LayerRecord message = messages.of(packet, protocol);
        if (message != null) {
            layers.add(message);
        }
        while (AnswerSize.of(layers) > MOST_TEXT) {
            layers.remove(layers.size() - 1);
        }
        return layers;
    }

    private static LayerRecord frame(Packet packet) {
        Frame frame = packet.frame();
        FieldMap fields = new FieldMap().add("Number", frame.number());
        if (frame.hasTimestamp()) {
            fields.add("Time", Instant.EPOCH.plusNanos(frame.timestampNanos()));
        }
        fields.add("Length", frame.wireLength()).add("Captured", frame.capturedLength())
                .add("Link type", LinkTypeNames.describe(frame.linkType())).add("Interface", frame.interfaceId());
        if (packet.reassembled()) {
            fields.add("Note", "the last fragment of an IP packet, which is shown whole");
        }
        return fields.as("frame");
    }

    private static void headers(Packet packet, List<LayerRecord> layers) {
        ByteView frame = packet.frame().bytes();
        int headers = Math.min(headersEnd(packet), frame.length());
        Pcap4jLayers.Reading outer = Pcap4jLayers.ofFrame(frame, headers, packet.frame().linkType());
        layers.addAll(outer.layers());
        boolean reached = packet.ipVersion() == 0 || !packet.reassembled() && outer.ipAt() == packet.ipOffset();
        if (!reached) {
            tunnels(packet, layers);
            ByteView bytes = packet.bytes();
            int from = packet.ipOffset();
            int end = Math.min(packet.reassembled() ? from + LONGEST_HEADERS : headersEnd(packet), bytes.length());
            layers.addAll(Pcap4jLayers.ofIp(bytes, from, Math.max(0, end - from), packet.ipVersion()).layers());
        }
        checksum(packet, layers);
    }

    /** Behind the header of TCP or UDP; of anything else, some of what follows the IP header too. */
    private static int headersEnd(Packet packet) {
        int most = packet.frame().bytes().length();
        if ((packet.isTcp() || packet.isUdp()) && !packet.reassembled()) {
            return (int) Math.min(most, packet.payloadFileOffset() - packet.frame().fileOffset());
        }
        return Math.min(most, (packet.ipVersion() == 0 || packet.reassembled() ? 0 : packet.ipOffset())
                + Pcap4jLayers.MOST_BYTES);
    }

    /** What our own views found on the way to the innermost IP packet, and pcap4j does not read. */
    private static void tunnels(Packet packet, List<LayerRecord> layers) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < packet.layerCount(); i++) {
            Layer layer = packet.layer(i);
            path.add(layer.label());
            if (layer == packet.transportLayer()) {
                break;
            }
        }
        layers.add(new FieldMap().add("Layers", String.join(" > ", path))
                .add("Tunnel id", packet.tunnelId() < 0 ? null : packet.tunnelId())
                .add("VLAN", packet.vlan() < 0 ? null : packet.vlan()).as("inside"));
    }

    /** Whether the checksum of TCP or UDP is right, beside the number. */
    private static void checksum(Packet packet, List<LayerRecord> layers) {
        if (!packet.isTcp() && !packet.isUdp() || layers.isEmpty()) {
            return;
        }
        LayerRecord last = layers.get(layers.size() - 1);
        String name = packet.isTcp() ? "tcp" : "udp";
        String number = last.fields().get("Checksum");
        if (last.layer().equals(name) && number != null) {
            Map<String, String> fields = new LinkedHashMap<>(last.fields());
            fields.put("Checksum", number + switch (TransportChecksum.of(packet)) {
                case GOOD -> " (right)";
                case BAD -> " (wrong)";
                case UNKNOWN -> " (not verified)";
            });
            layers.set(layers.size() - 1, new LayerRecord(last.layer(), fields));
        }
    }
}
