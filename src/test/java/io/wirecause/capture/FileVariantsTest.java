package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same frames in every format that is read, as testdata/files/make.sh writes them, and formats that are not read. */
class FileVariantsTest {
    private static final Path FILES = Path.of("testdata/files/formats");

    @TempDir
    Path folder;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FILES)) {
            return all.filter(path -> path.toString().endsWith(".cap")).sorted().toList().stream();
        }
    }

    private static List<String> frames(Path path) throws IOException, UserFacingException {
        List<String> all = new ArrayList<>();
        try (Capture capture = Capture.open(path)) {
            FrameCursor frames = capture.frames();
            while (frames.next()) {
                Frame f = frames.frame();
                all.add(f.number() + " " + f.timestampNanos() + " " + f.wireLength() + " " + f.linkType() + " "
                        + HexFormat.of().formatHex(f.bytes().copy()));
            }
            assertNull(frames.damage(), path.toString());
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldReadTheSameFramesFromEveryFormat(Path file) throws Exception {
        List<String> plain = frames(FILES.resolve("pcap.cap"));
        assertEquals(6, plain.size());
        assertEquals(plain, frames(file));
    }

    @ParameterizedTest
    @CsvSource({"pcap,pcap", "nsecpcap,nsecpcap", "modpcap,modpcap", "nokiapcap,nokiapcap", "rh6_1pcap,rh6_1pcap",
        "suse6_3pcap,suse6_3pcap", "aixpcap,aixpcap", "lcap-hardware,lcap", "lcap-software,lcap", "snoop,snoop", "pcapng,pcapng",
        "pcap-2.2-swapped,pcap", "pcap-543-swapped,pcap"})
    void shouldTellTheVariant(String file, String type) throws Exception {
        try (Capture capture = Capture.open(FILES.resolve(file + ".cap"))) {
            assertEquals(type, capture.frames().description().fileType());
        }
    }

    @Test
    void shouldTellTheLengthOfTheFrameCheckSequence() throws Exception {
        try (Capture capture = Capture.open(FILES.resolve("pcap-fcs.cap"))) {
            assertEquals(4, capture.frames().description().interfaces().get(0).fcsLength());
        }
        try (Capture capture = Capture.open(FILES.resolve("pcap.cap"))) {
            assertEquals(-1, capture.frames().description().interfaces().get(0).fcsLength());
        }
    }

    static final Map<String, String> FOREIGN = Map.ofEntries(Map.entry("5views", "5View"), Map.entry("k12text", "K12 text"),
            Map.entry("lanalyzer", "LANalyzer"), Map.entry("netmon1", "Network Monitor 1"),
            Map.entry("netmon2", "Network Monitor 2"),
            Map.entry("nettl", "nettl"), Map.entry("ngsniffer", "Sniffer"), Map.entry("ngwsniffer_1_1", "NetXray"),
            Map.entry("ngwsniffer_2_0", "NetXray"), Map.entry("observer", "Observer"), Map.entry("visual", "Visual"),
            Map.entry("erf", "ERF"), Map.entry("iptrace", "iptrace"), Map.entry("btsnoop", "btsnoop"), Map.entry("k12", "K12"),
            Map.entry("etl", "pktmon etl2pcap"), Map.entry("zip", "zip archive"), Map.entry("7z", "7-Zip"),
            Map.entry("html", "HTML page"));

    static Stream<Path> foreign() throws IOException {
        try (Stream<Path> all = Files.list(FILES.resolveSibling("refused"))) {
            return all.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void shouldNameTheFormatThatItDoesNotRead(Path file) {
        String expected = FOREIGN.get(file.getFileName().toString());
        assertNotNull(expected, "no expectation for " + file);
        String message = assertThrows(UserFacingException.class, () -> Capture.open(file)).getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("editcap") || message.contains("etl2pcap") || message.contains("take the capture out")
                || message.contains("pcapng") || message.contains("download"), message);
    }

    @Test
    void shouldRefuseUnknownBytesWithAdvice() throws Exception {
        Path file = Files.write(folder.resolve("x"), new byte[] {(byte) 0xde, (byte) 0xad, 1, 2, 3, 4, 5, 6});
        assertTrue(assertThrows(UserFacingException.class, () -> Capture.open(file)).getMessage().contains("editcap"));
    }

    @Test
    void shouldReadACutPcapAsTheUsualVariant() throws Exception {
        byte[] whole = Files.readAllBytes(FILES.resolve("pcap.cap"));
        for (int length = 24 + 2 * 16 + 2 * 80; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            try (Capture capture = Capture.open(file)) {
                assertEquals("pcap", capture.frames().description().fileType(), length + " bytes");
            }
        }
    }

    @Test
    void shouldSayWhereAPcapBreaks() throws Exception {
        byte[] whole = Files.readAllBytes(FILES.resolve("pcap.cap"));
        Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, whole.length - 1));
        try (Capture capture = Capture.open(file)) {
            FrameCursor frames = capture.frames();
            int count = 0;
            while (frames.next()) {
                count++;
            }
            assertEquals(5, count);
            assertTrue(frames.damage().startsWith("The file ends within frame 6 at byte " + (whole.length - 1)), frames.damage());
        }
    }
}
