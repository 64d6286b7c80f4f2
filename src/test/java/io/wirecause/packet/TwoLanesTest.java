package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.Frame;
import io.wirecause.capture.FrameCursor;
import io.wirecause.corpus.Corpus;
import io.wirecause.report.UserFacingException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.factory.PacketFactories;
import org.pcap4j.packet.namednumber.DataLinkType;

/**
 * Our own views and pcap4j must tell the same of every frame that both decode; the frames where they do not are in
 * {@code docs/two-lanes.md}, with who is right.
 */
class TwoLanesTest {
    private static final Path DOCUMENT = Path.of("docs", "two-lanes.md");

    @TempDir
    private Path folder;
    private long both;
    private final Set<String> differences = new TreeSet<>();

    @Test
    void shouldTellTheSameOfEveryFrameThatBothDecode() throws Exception {
        for (Path capture : Corpus.captures()) {
            try (Capture open = Capture.open(Corpus.plain(capture, folder))) {
                FrameCursor cursor = open.frames();
                PacketDecoder decoder = new PacketDecoder();
                Packet packet = new Packet();
                while (cursor.next()) {
                    decoder.decode(cursor.frame(), packet);
                    compare(Corpus.name(capture), cursor.frame(), packet);
                }
            } catch (UserFacingException e) {
                // A file that is no capture has no frames to compare.
            }
        }
        assertTrue(both > 200_000, "frames compared: " + both);
        String document = Files.readString(DOCUMENT);
        Set<String> told = new TreeSet<>();
        Matcher frames = Pattern.compile("`([a-z]+/[^`]+#\\d+)`").matcher(document);
        while (frames.find()) {
            told.add(frames.group(1));
        }
        assertEquals(told, differences);
        assertTrue(document.contains(String.format(Locale.ROOT, "%,d frames", both)), "frames compared: " + both);
    }

    /** pcap4j follows no tunnels and keeps no fragments, so these are not compared. */
    private void compare(String capture, Frame frame, Packet packet) {
        boolean ours = packet.ipVersion() != 0 && packet.tunnels() == 0 && !packet.fragment();
        org.pcap4j.packet.Packet layers = ours ? pcap4j(frame) : null;
        IpPacket theirs = layers == null ? null : layers.get(IpPacket.class);
        if (theirs != null) {
            both++;
            if (!ours(packet).equals(theirs(theirs))) {
                differences.add(capture + "#" + frame.number());
            }
        }
    }

    private static org.pcap4j.packet.Packet pcap4j(Frame frame) {
        byte[] raw = frame.bytes().copy();
        try {
            return PacketFactories.getFactory(org.pcap4j.packet.Packet.class, DataLinkType.class)
                    .newInstance(raw, 0, raw.length, DataLinkType.getInstance(frame.linkType()));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static String ours(Packet packet) {
        String text = IpAddress.text(packet.ipVersion(), packet.sourceHi(), packet.sourceLo()) + ">"
                + IpAddress.text(packet.ipVersion(), packet.destinationHi(), packet.destinationLo());
        if (packet.isTcp()) {
            TcpView tcp = packet.tcp();
            text += " tcp " + tcp.sourcePort() + ">" + tcp.destinationPort() + " " + Integer.toHexString(tcp.flags() & 0x3f) + " "
                    + tcp.sequence() + " " + tcp.acknowledgment() + " " + packet.payload().length();
        } else if (packet.isUdp()) {
            text += " udp " + packet.sourcePort() + ">" + packet.destinationPort() + " " + packet.payload().length();
        }
        return text;
    }

    private static String theirs(IpPacket ip) {
        String text = address(ip.getHeader().getSrcAddr()) + ">" + address(ip.getHeader().getDstAddr());
        org.pcap4j.packet.Packet payload = ip.getPayload();
        while (payload != null && payload.getClass().getSimpleName().startsWith("IpV6Ext")) {
            payload = payload.getPayload();
        }
        if (payload instanceof TcpPacket tcp) {
            TcpPacket.TcpHeader h = tcp.getHeader();
            int flags = (h.getFin() ? TcpFlags.FIN : 0) | (h.getSyn() ? TcpFlags.SYN : 0) | (h.getRst() ? TcpFlags.RST : 0)
                    | (h.getPsh() ? TcpFlags.PSH : 0) | (h.getAck() ? TcpFlags.ACK : 0) | (h.getUrg() ? TcpFlags.URG : 0);
            text += " tcp " + h.getSrcPort().valueAsInt() + ">" + h.getDstPort().valueAsInt() + " " + Integer.toHexString(flags)
                    + " "
                    + h.getSequenceNumber() + " " + h.getAcknowledgmentNumber() + " " + length(tcp.getPayload());
        } else if (payload instanceof UdpPacket udp) {
            text += " udp " + udp.getHeader().getSrcPort().valueAsInt() + ">" + udp.getHeader().getDstPort().valueAsInt() + " "
                    + length(udp.getPayload());
        }
        return text;
    }

    private static int length(org.pcap4j.packet.Packet payload) {
        return payload == null ? 0 : payload.length();
    }

    private static String address(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.capacity() == 4 ? IpAddress.text(4, 0, bytes.getInt() & 0xffffffffL)
                : IpAddress.text(6, bytes.getLong(), bytes.getLong());
    }
}
