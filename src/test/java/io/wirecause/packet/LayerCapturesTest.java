package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.testing.GoldenFile;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The captures in {@code testdata/layers}: one for each link type and tunnel. Beside each, {@code layers.txt} has its layers, and
 * its packets unless they are those of the plain exchange that was wrapped. {@code -Dgolden.update=true} writes them anew.
 */
class LayerCapturesTest {
    private static Map<String, String> plain;

    @BeforeAll
    static void readThePlainExchanges() throws Exception {
        plain = new LinkedHashMap<>();
        for (String name : List.of("plain-ipv4", "plain-ipv6")) {
            plain.put(packets(TestCaptures.of("layers/" + name)), name);
        }
        assertEquals(2, plain.size());
    }

    static List<Path> captures() {
        return TestCaptures.in("layers");
    }

    private static String name(Path capture) {
        return capture.getParent().getFileName().toString();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void shouldFindTheSamePacketsUnderAllLayers(Path capture) throws Exception {
        String packets = packets(capture);
        String same = plain.get(packets);
        String actual = layers(capture)
                + (same == null || name(capture).startsWith("plain") ? packets : "packets of " + same + "\n");
        GoldenFile.check(capture.resolveSibling("layers.txt"), actual);
    }

    @Test
    void shouldHaveWrappedThePlainExchangeInEveryMadeCapture() throws Exception {
        int made = 0;
        for (Path capture : captures()) {
            if (name(capture).matches("(link|ether|over-ip|gre|udp|tunnel).*")) {
                assertTrue(plain.containsKey(packets(capture)), capture + ":\n" + layers(capture) + packets(capture));
                made++;
            }
        }
        assertTrue(made > 100, "made captures: " + made);
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
