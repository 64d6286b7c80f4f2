package io.wirecause.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.flow.DuplicateDetector.Sight;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateDetectorTest {
    private static final Path LAYERS = Path.of("testdata", "layers");
    private static final int RECORD = 16;
    private static final int FILE_HEADER = 24;

    @TempDir
    private Path folder;
    private long lastFirstFrame;

    private List<Sight> look(Path file) throws Exception {
        List<Sight> sights = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            FrameCursor cursor = capture.frames();
            PacketDecoder decoder = new PacketDecoder();
            Packet packet = new Packet();
            DuplicateDetector duplicates = new DuplicateDetector();
            while (cursor.next()) {
                decoder.decode(cursor.frame(), packet);
                sights.add(duplicates.look(packet));
                lastFirstFrame = duplicates.firstFrame();
            }
        }
        return sights;
    }

    private static long count(List<Sight> sights, Sight sight) {
        return sights.stream().filter(sight::equals).count();
    }

    @Test
    void shouldSeeEachPacketTwiceWhenARouterIsCapturedOnAllInterfaces() throws Exception {
        for (String name : List.of("linux-cooked", "linux-cooked2")) {
            List<Sight> sights = look(LAYERS.resolve(name).resolve("capture.pcap"));
            assertEquals(sights.size() / 2, count(sights, Sight.FIRST), name + " " + sights);
            assertEquals(sights.size() / 2, count(sights, Sight.ELSEWHERE), name + " " + sights);
            assertEquals(sights.size() - 1, lastFirstFrame);
        }
    }

    @Test
    void shouldSeeThePacketInATunnelAsTheOneOutsideOfIt() throws Exception {
        List<Sight> sights = look(merge("plain-ipv4", "gre-erspan2"));
        assertEquals(14, count(sights, Sight.FIRST), sights.toString());
        assertEquals(14, count(sights, Sight.ELSEWHERE), sights.toString());
    }

    @Test
    void shouldTellAMirrorThatSendsTwiceByTheIdentification() throws Exception {
        List<Sight> sights = look(merge("plain-ipv4", "plain-ipv4"));
        // The SYN-ACK has identification 0: a second one may well be another one.
        assertEquals(13, count(sights, Sight.AGAIN), sights.toString());
        List<Sight> ipv6 = look(merge("plain-ipv6", "plain-ipv6"));
        assertEquals(28, count(ipv6, Sight.FIRST), ipv6.toString());
    }

    @Test
    void shouldTakeWhatHostsSendAgainForNewPackets() throws Exception {
        for (Path capture : TestCaptures.in("tcp/healthy")) {
            List<Sight> sights = look(capture);
            assertEquals(sights.size(), count(sights, Sight.FIRST), capture.toString());
        }
        for (String lossy : List.of("tcp/lossy-transfer/capture.pcap", "tcp/syn-unanswered/capture.pcap",
                "lab/seed-01-loss-both/client.pcap",
                "lab/seed-03-loss-no-sack/client.pcap")) {
            List<Sight> sights = look(Path.of("testdata").resolve(lossy));
            assertEquals(sights.size(), count(sights, Sight.FIRST), lossy);
        }
    }

    @Test
    void shouldTellWhatTheNetworkDuplicated() throws Exception {
        List<Sight> sights = look(Path.of("testdata", "lab", "seed-05-duplicate", "server.pcap"));
        assertTrue(count(sights, Sight.AGAIN) > 0, sights.toString());
    }

    /** Both captures, frame by frame in turn; they were taken of the same packets. */
    private Path merge(String first, String second) throws Exception {
        byte[] a = Files.readAllBytes(LAYERS.resolve(first).resolve("capture.pcap"));
        byte[] b = Files.readAllBytes(LAYERS.resolve(second).resolve("capture.pcap"));
        Path merged = folder.resolve(first + second);
        try (var out = Files.newOutputStream(merged)) {
            out.write(a, 0, FILE_HEADER);
            int atA = FILE_HEADER;
            int atB = FILE_HEADER;
            while (atA < a.length) {
                int lengthA = RECORD + length(a, atA);
                int lengthB = RECORD + length(b, atB);
                out.write(a, atA, lengthA);
                out.write(b, atB, lengthB);
                atA += lengthA;
                atB += lengthB;
            }
        }
        return merged;
    }

    private static int length(byte[] file, int at) {
        return java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
    }
}
