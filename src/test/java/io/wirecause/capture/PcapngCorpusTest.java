package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.corpus.Corpus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The files of the pcapng test generator: each kind of block, in both byte orders. */
class PcapngCorpusTest {
    private static List<Path> files(String order) throws IOException {
        Path folder = Corpus.folder().resolve("pcapng");
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("output_" + order + "_")).sorted().toList();
        }
    }

    /** What a file holds, as text. */
    private static List<String> read(Path file) throws Exception {
        List<String> all = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            FrameCursor frames = capture.frames();
            while (frames.next()) {
                Frame f = frames.frame();
                all.add(f.number() + " " + f.hasTimestamp() + " " + f.timestampNanos() + " " + f.wireLength() + " " + f.linkType()
                        + " " + f.interfaceId() + " " + HexFormat.of().formatHex(f.bytes().copy()));
            }
            all.add(String.valueOf(frames.damage()));
            all.add(frames.description().toString());
        }
        return all;
    }

    @Test
    void shouldReadTheSameFromBothByteOrders() throws Exception {
        List<Path> big = files("be");
        List<Path> little = files("le");
        assertEquals(24, big.size());
        for (int i = 0; i < big.size(); i++) {
            assertEquals(read(little.get(i)), read(big.get(i)), little.get(i).toString());
        }
    }

    @Test
    void shouldGiveTheFramesThatTsharkGives() throws Exception {
        int frames = 0;
        for (Path file : files("le")) {
            List<String> theirs = tool("tshark", "-r", file.toString(), "-T", "fields", "-E", "separator=|", "-e", "frame.number",
                    "-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len", "-e", "frame.interface_id").stream()
                    // Records that are no packets have no interface. Which one it is, the next test asks of capinfos.
                    .filter(line -> !line.endsWith("|")).map(line -> line.substring(0, line.lastIndexOf('|'))).toList();
            assertEquals(theirs, ours(file), file.toString());
            frames += theirs.size();
        }
        assertTrue(frames > 50, frames + " frames");
    }

    private static List<String> ours(Path file) throws Exception {
        List<String> all = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            FrameCursor frames = capture.frames();
            while (frames.next()) {
                Frame f = frames.frame();
                String time = f.hasTimestamp() ? BigDecimal.valueOf(f.timestampNanos(), 9).toPlainString() : "";
                all.add(f.number() + "|" + time + "|" + f.wireLength() + "|" + f.capturedLength());
            }
        }
        return all;
    }

    @Test
    void shouldTellWhatCapinfosTells() throws Exception {
        for (Path file : files("le")) {
            List<String> theirs = tool("capinfos", "-M", file.toString());
            CaptureDescription ours;
            try (Capture capture = Capture.open(file)) {
                FrameCursor frames = capture.frames();
                while (frames.next()) {
                    // All blocks are to be passed.
                    assertTrue(frames.frame().number() > 0);
                }
                ours = frames.description();
            }
            CaptureDescription.Section first = ours.sections().get(0);
            assertEquals(value(theirs, "Capture hardware:"), text(first.hardware()), file.toString());
            assertEquals(value(theirs, "Capture oper-sys:"), text(first.operatingSystem()), file.toString());
            assertEquals(value(theirs, "Capture application:"), text(first.application()), file.toString());
            CaptureDescription.ResolvedNames names = ours.resolvedNames();
            assertEquals(value(theirs, "Number of resolved IPv4 addresses in file:"), count(names.ipv4()), file.toString());
            assertEquals(value(theirs, "Number of resolved IPv6 addresses in file:"), count(names.ipv6()), file.toString());
            if (ours.sectionCount() == 1) {
                assertEquals(values(theirs, "Number of packets ="), packets(ours), file.toString());
                assertEquals(values(theirs, "Number of stat entries ="), statistics(ours), file.toString());
                assertEquals(values(theirs, "Time ticks per second ="), ticks(ours), file.toString());
            }
        }
    }

    private static List<String> packets(CaptureDescription ours) {
        return ours.interfaces().stream().map(on -> String.valueOf(on.packets())).toList();
    }

    private static List<String> statistics(CaptureDescription ours) {
        return ours.interfaces().stream().map(CaptureInterface::statistics)
                .map(counted -> String.valueOf(counted == null ? 0 : counted.blocks())).toList();
    }

    private static List<String> ticks(CaptureDescription ours) {
        return ours.interfaces().stream().map(on -> String.valueOf(on.ticksPerSecond())).toList();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static String count(long value) {
        return value == 0 ? "" : String.valueOf(value);
    }

    private static List<String> values(List<String> lines, String key) {
        return lines.stream().map(String::strip).filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip()).toList();
    }

    private static String value(List<String> lines, String key) {
        return values(lines, key).stream().findFirst().orElse("");
    }

    private static List<String> tool(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return Arrays.stream(text.split("\\R")).filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            Assumptions.assumeTrue(false, "skipped: " + command[0] + " is not installed");
            return List.of();
        }
    }
}
