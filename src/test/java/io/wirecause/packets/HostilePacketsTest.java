package io.wirecause.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small captures cut at some bytes, or with one bit flipped, in every view of the tool; {@code -Dwirecause.flips=all} cuts those
 * of a kilobyte at every byte and flips each of their bits, which takes an hour.
 */
@Timeout(3_600)
class HostilePacketsTest {
    private static final long SMALL = 1_000;
    private static final long LARGEST = 6_000;
    private static final boolean ALL = "all".equals(System.getProperty("wirecause.flips"));
    private static final int FLIPS = 3;
    private static final int CUTS = 5;

    @TempDir
    private Path folder;
    private int calls;

    @Test
    void shouldShowOrSayWhyNotEveryPrefix() throws Exception {
        try (ToolService service = new ToolService()) {
            for (Path capture : TestCaptures.plain()) {
                byte[] whole = Files.readAllBytes(capture);
                int step = ALL && whole.length <= SMALL ? 1 : Math.max(1, whole.length / CUTS);
                for (int length = whole.length; length > 0 && whole.length <= LARGEST; length -= step) {
                    check(service, java.util.Arrays.copyOf(whole, length), TestCaptures.path(capture) + " cut to " + length);
                }
            }
        }
        assertTrue(calls > 1_000, calls + " calls");
    }

    @Test
    void shouldShowOrSayWhyNotWhateverBitIsFlipped() throws Exception {
        Random random = new Random(16);
        try (ToolService service = new ToolService()) {
            for (Path capture : TestCaptures.plain()) {
                byte[] whole = Files.readAllBytes(capture);
                int flips = whole.length > LARGEST ? 0 : ALL && whole.length <= SMALL ? whole.length * 8 : FLIPS;
                for (int i = 0; i < flips; i++) {
                    int bit = flips == FLIPS ? random.nextInt(whole.length * 8) : i;
                    byte[] flipped = whole.clone();
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    check(service, flipped, TestCaptures.path(capture) + " with bit " + bit + " flipped");
                }
            }
        }
        assertTrue(calls > 500, calls + " calls");
    }

    private void check(ToolService service, byte[] bytes, String what) throws Exception {
        Path file = Files.write(folder.resolve(calls + ".bin"), bytes);
        Map<String, Object> apart = Map.of("pcap_file", file.toString(), "layers", true, "bytes", true, "limit", 20);
        Map<String, Object> followed = Map.of("pcap_file", file.toString(), "follow", true, "connection", 0);
        for (Map<String, Object> arguments : List.of(apart, followed)) {
            calls++;
            CallOutcome outcome = service.call(PacketsTool.TOOL.name(), arguments);
            List<String> broken = new ArrayList<>();
            if (outcome.answer() == null) {
                assertEquals(CallOutcome.Status.FAILED, outcome.status(), what);
                broken.addAll(outcome.failure().contains("reason of the server's own") ? List.of(outcome.failure()) : List.of());
            } else {
                broken.addAll(AnswerRules.unprintable(outcome.answer()));
                int size = Json.line(outcome.answer()).length;
                broken.addAll(size > AnswerRules.MAX_BYTES ? List.of(size + " bytes") : List.of());
            }
            assertEquals(List.of(), broken, what + " " + arguments.keySet());
        }
        Files.delete(file);
    }
}
