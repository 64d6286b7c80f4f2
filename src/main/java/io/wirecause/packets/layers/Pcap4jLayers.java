package io.wirecause.packets.layers;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.factory.PacketFactories;
import org.pcap4j.packet.namednumber.DataLinkType;
import org.pcap4j.packet.namednumber.EtherType;

/**
 * Layers as pcap4j's packet model reads them. It gets no more than headers: it is made for well-formed packets, and throws
 * whatever its getters meet in others, so that what it reads of hostile ones ends where it fails.
 */
final class Pcap4jLayers {
    /** Of what is no transport over IP, pcap4j gets so many bytes at most. */
    static final int MOST_BYTES = 512;
    private static final int MOST_LAYERS = 12;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final Pattern TITLE = Pattern.compile("\\[(.{1,60}?)(?: [Hh]eader)? \\(\\d+ bytes\\)\\]");
    private static final Pattern FIELD = Pattern.compile("\\s+([^:\\[]{1,60}): (.*)");

    private Pcap4jLayers() {
    }

    /**
     * What was read.
     *
     * @param layers outermost first; empty where pcap4j cannot read the bytes
     * @param ipAt   where the last IP header starts; -1 for none
     */
    record Reading(List<LayerRecord> layers, int ipAt) {
    }

    /** The layers of a frame. */
    static Reading ofFrame(ByteView frame, int length, int linkType) {
        byte[] raw = frame.copy(0, length);
        try {
            return read(PacketFactories.getFactory(Packet.class, DataLinkType.class)
                    .newInstance(raw, 0, raw.length, DataLinkType.getInstance(linkType)));
        } catch (RuntimeException | StackOverflowError e) {
            return new Reading(List.of(), -1);
        }
    }

    /** The layers of an IP packet. */
    static Reading ofIp(ByteView bytes, int from, int length, int version) {
        byte[] raw = bytes.copy(from, length);
        try {
            return read(PacketFactories.getFactory(Packet.class, EtherType.class)
                    .newInstance(raw, 0, raw.length, EtherType.getInstance((short) (version == 6 ? IPV6 : IPV4))));
        } catch (RuntimeException | StackOverflowError e) {
            return new Reading(List.of(), -1);
        }
    }

    private static Reading read(Packet outermost) {
        List<LayerRecord> layers = new ArrayList<>();
        int ipAt = -1;
        int offset = 0;
        try {
            for (Packet layer = outermost; layer != null && layers.size() < MOST_LAYERS; layer = layer.getPayload()) {
                if (layer instanceof UnknownPacket || layer.getHeader() == null) {
                    break;
                }
                ipAt = layer instanceof IpPacket ? offset : ipAt;
                LayerRecord record = record(layer);
                if (record != null) {
                    layers.add(record);
                }
                offset += layer.getHeader().length();
            }
        } catch (RuntimeException | StackOverflowError e) {
            // What came before is good.
            return new Reading(layers, ipAt);
        }
        return new Reading(layers, ipAt);
    }

    /** The header as pcap4j prints it, a line for each field. */
    private static LayerRecord record(Packet layer) {
        FieldMap fields = new FieldMap();
        List<String> flags = new ArrayList<>();
        String name = layer.getClass().getSimpleName().replace("Packet", "");
        for (String line : layer.getHeader().toString().split("\\R")) {
            Matcher title = TITLE.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (title.matches()) {
                name = title.group(1);
            } else if (field.matches()) {
                String value = field.group(2).replaceAll("(?<![0-9A-Za-z])/(?=[0-9a-fA-F:.]{2,})", "");
                if (value.equals("true") && field.group(1).length() == 3) {
                    flags.add(field.group(1));
                } else if (!value.equals("false")) {
                    fields.add(field.group(1), value);
                }
            }
        }
        if (!flags.isEmpty()) {
            fields.add("Flags", String.join(", ", flags));
        }
        return fields.isEmpty() ? null : fields.as(name.toLowerCase(Locale.ROOT));
    }
}
