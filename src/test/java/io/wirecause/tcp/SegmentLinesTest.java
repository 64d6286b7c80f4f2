package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SegmentLinesTest {
    private static final Set<String> FLAGS = Arrays.stream(WiresharkFlag.values()).map(WiresharkFlag::label)
            .collect(Collectors.toSet());

    @Test
    void shouldWriteFrameStreamLengthFlagsAndVerdict() throws Exception {
        List<String> lines = lines("tcp/lossy-transfer");
        assertEquals("3\t0\t0\t\tnew", lines.get(0));
        assertEquals("32\t0\t1448\t\tnew", line(lines, 32));
        assertTrue(line(lines, 26).startsWith("26\t0\t1448\tout_of_order\tretransmission:"), line(lines, 26));
        assertTrue(line(lines, 26).endsWith(")"), "the evidence is missing: " + line(lines, 26));
        assertEquals("29\t0\t0\tduplicate_ack\t", line(lines, 29));
    }

    @Test
    void shouldWriteFiveColumnsWithKnownFlagsOnly() throws Exception {
        for (String capture : List.of("tcp/zero-window", "tcp/reused-port", "tcp/findings/duplicate_frames")) {
            for (String line : lines(capture)) {
                String[] columns = line.split("\t", -1);
                assertEquals(5, columns.length, line);
                assertTrue(columns[3].isEmpty() || FLAGS.containsAll(List.of(columns[3].split(","))), line);
            }
        }
    }

    @Test
    void shouldWriteNothingForACaptureWithoutTcp() throws Exception {
        assertEquals(List.of(), lines("tcp/dns-udp"));
    }

    @Test
    void shouldTellWhatTheCaptureLacks() throws Exception {
        try (ToolService service = new ToolService()) {
            List<String> notes = service.segments(path("tcp/findings/file_truncated"), new StringBuilder());
            assertEquals(1, notes.size(), notes::toString);
        }
    }

    @Test
    void shouldEndWhenTheOutputTakesNoMore() {
        try (ToolService service = new ToolService()) {
            assertThrows(IOException.class, () -> service.segments(path("tcp/http-clean"), new Full()));
            assertThrows(UserFacingException.class, () -> service.segments("/absent.pcap", new StringBuilder()));
        }
    }

    private static String line(List<String> lines, int frame) {
        return lines.stream().filter(line -> line.startsWith(frame + "\t")).findFirst().orElseThrow();
    }

    private static List<String> lines(String capture) throws Exception {
        StringBuilder out = new StringBuilder();
        try (ToolService service = new ToolService()) {
            service.segments(path(capture), out);
        }
        return out.toString().lines().toList();
    }

    private static String path(String capture) {
        return TestCaptures.of(capture).toString();
    }

    /** Refuses every line. */
    private static final class Full implements Appendable {
        @Override
        public Appendable append(CharSequence text) throws IOException {
            throw new IOException("full");
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("full");
        }

        @Override
        public Appendable append(char c) throws IOException {
            throw new IOException("full");
        }
    }
}
