package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The captures in {@code testdata/layers}: one a link type and tunnel. The golden answer tells the layers of each, and its
 * packets unless they are those of the plain exchange that was wrapped. {@code -Dgolden.update=true} writes it anew.
 */
class LayerCapturesTest {
    private static final Path FOLDER = Path.of("testdata", "layers");
    private static final Path EXPECTED = FOLDER.resolve("expected.txt");

    @Test
    void shouldFindTheSamePacketsUnderAllLayers() throws Exception {
        Map<String, String> plain = new LinkedHashMap<>();
        for (String name : List.of("plain-ipv4", "plain-ipv6")) {
            plain.put(packets(FOLDER.resolve(name + ".pcap")), name);
        }
        assertEquals(2, plain.size());
        StringBuilder answer = new StringBuilder();
        for (Path capture : captures()) {
            String name = capture.getFileName().toString();
            answer.append("== ").append(name).append('\n').append(layers(capture));
            String packets = packets(capture);
            String same = plain.get(packets);
            answer.append(same == null || name.startsWith("plain") ? packets : "packets of " + same + "\n");
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(EXPECTED, answer);
        }
        assertEquals(Files.readString(EXPECTED), answer.toString());
    }

    @Test
    void shouldHaveWrappedThePlainExchangeInEveryMadeCapture() throws Exception {
        List<String> plain = List.of(packets(FOLDER.resolve("plain-ipv4.pcap")), packets(FOLDER.resolve("plain-ipv6.pcap")));
        int made = 0;
        for (Path capture : captures()) {
            if (capture.getFileName().toString().matches("(link|ether|over-ip|gre|udp|tunnel).*")) {
                assertTrue(plain.contains(packets(capture)), capture + ":\n" + layers(capture) + packets(capture));
                made++;
            }
        }
        assertTrue(made > 100, "made captures: " + made);
    }

    private static List<Path> captures() throws Exception {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(p -> p.toString().endsWith(".pcap")).sorted().toList();
        }
    }

    private interface Line {
        String of(Packet packet);
    }

    private static String layers(Path capture) throws Exception {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String layers : lines(capture, LayerCapturesTest::layers)) {
            counts.merge(layers, 1, Integer::sum);
        }
        StringBuilder text = new StringBuilder();
        counts.forEach((layers, count) -> text.append(count).append(' ').append(layers).append('\n'));
        return text.toString();
    }

    private static String layers(Packet packet) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < packet.layerCount(); i++) {
            labels.add(packet.layer(i).label());
        }
        return String.join(":", labels) + (packet.vlan() < 0 ? "" : " vlan " + packet.vlan())
                + (packet.tunnels() == 0 ? "" : " tunnels " + packet.tunnels())
                + (packet.tunnelId() < 0 ? "" : " id " + packet.tunnelId())
                + (packet.reassembled() ? " reassembled" : "")
                + (packet.undecoded() == null ? "" : " " + packet.undecoded().label());
    }

    private static String packets(Path capture) throws Exception {
        return String.join("", lines(capture, LayerCapturesTest::packet));
    }

    private static String packet(Packet packet) {
        if (packet.ipVersion() == 0) {
            return "-\n";
        }
        String source = IpAddress.text(packet.ipVersion(), packet.sourceHi(), packet.sourceLo());
        String destination = IpAddress.text(packet.ipVersion(), packet.destinationHi(), packet.destinationLo());
        String ports = packet.isTcp() || packet.isUdp() ? " " + packet.sourcePort() + ">" + packet.destinationPort() : "";
        String tcp = packet.isTcp() ? " flags " + packet.tcp().flags() + " seq " + packet.tcp().sequence() : "";
        int hash = packet.laterFragment() ? 0 : java.util.Arrays.hashCode(packet.payload().copy());
        return source + ">" + destination + " " + packet.protocol() + ports + tcp + " len " + packet.payloadLength()
                + " content " + Integer.toHexString(hash) + "\n";
    }

    private static List<String> lines(Path capture, Line line) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Capture open = Capture.open(capture)) {
            FrameCursor cursor = open.frames();
            PacketDecoder decoder = new PacketDecoder();
            Packet packet = new Packet();
            while (cursor.next()) {
                decoder.decode(cursor.frame(), packet);
                lines.add(line.of(packet));
            }
        }
        return lines;
    }
}
