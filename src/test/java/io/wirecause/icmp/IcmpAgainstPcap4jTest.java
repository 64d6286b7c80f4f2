package io.wirecause.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.corpus.Corpus;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.report.UserFacingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.util.ByteArrays;

/** Our view of ICMP messages against pcap4j's packet model, for every message of the corpus that pcap4j can read. */
class IcmpAgainstPcap4jTest {
    @TempDir
    Path folder;

    private final List<String> differences = new ArrayList<>();
    private int messages;
    private int refused;

    @Test
    void shouldReadTypeCodeChecksumAndIdentifiersAsPcap4jDoes() throws Exception {
        for (Path path : Corpus.captures()) {
            try (Capture capture = Capture.open(Corpus.plain(path, folder))) {
                compare(Corpus.name(path), capture);
            } catch (UserFacingException e) {
                // No capture that we read: other tests look at those.
            }
        }
        assertEquals(List.of(), differences);
        assertTrue(messages > 1_300, messages + " messages compared");
        assertTrue(refused < messages / 20, refused + " messages that pcap4j refuses");
    }

    private void compare(String name, Capture capture) {
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        IcmpMessage message = new IcmpMessage();
        for (FrameCursor cursor = capture.frames(); cursor.next(); ) {
            decoder.decode(cursor.frame(), packet);
            boolean v6 = packet.transportLayer() == Layer.ICMPV6;
            if ((v6 || packet.transportLayer() == Layer.ICMP) && message.point(packet, v6)) {
                String ours = text(message.type(), message.code(), message.checksum(),
                        message.isEcho() ? message.identifier() : -1, message.isEcho() ? message.sequence() : -1);
                String theirs = theirs(message.bytes().copy(), v6, message.isEcho());
                if (theirs == null) {
                    refused++;
                } else {
                    messages++;
                    if (!ours.equals(theirs)) {
                        differences.add(name + " frame " + cursor.frame().number() + ": ours " + ours + ", pcap4j " + theirs);
                    }
                }
            }
        }
    }

    private static String text(int type, int code, int checksum, int identifier, int sequence) {
        return type + "/" + code + " checksum " + checksum + " id " + identifier + " seq " + sequence;
    }

    private static String theirs(byte[] bytes, boolean v6, boolean echo) {
        try {
            org.pcap4j.packet.Packet packet = v6 ? IcmpV6CommonPacket.newPacket(bytes, 0, bytes.length)
                    : IcmpV4CommonPacket.newPacket(bytes, 0, bytes.length);
            int type = v6 ? ((IcmpV6CommonPacket) packet).getHeader().getType().value()
                    : ((IcmpV4CommonPacket) packet).getHeader().getType().value();
            int code = v6 ? ((IcmpV6CommonPacket) packet).getHeader().getCode().value()
                    : ((IcmpV4CommonPacket) packet).getHeader().getCode().value();
            int checksum = v6 ? ((IcmpV6CommonPacket) packet).getHeader().getChecksum()
                    : ((IcmpV4CommonPacket) packet).getHeader().getChecksum();
            // The headers' common type with getIdentifier is not public.
            byte[] query = echo && packet.getPayload() != null ? packet.getPayload().getHeader().getRawData() : null;
            return text(type & 0xff, code & 0xff, checksum & 0xffff,
                    query == null ? -1 : ByteArrays.getShort(query, 0) & 0xffff,
                    query == null ? -1 : ByteArrays.getShort(query, 2) & 0xffff);
        } catch (IllegalRawDataException | RuntimeException e) {
            return null;
        }
    }
}
