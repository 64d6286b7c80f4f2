package io.wirecause.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small captures cut at some bytes, or with one bit flipped, are diagnosed and explained or refused in a sentence;
 * {@code -Dwirecause.flips=all} cuts those of a kilobyte at every byte and flips each of their bits.
 */
@Timeout(3_600)
class DamagedStoriesTest {
    private static final long SMALL = 1_000;
    private static final long LARGEST = 6_000;
    private static final boolean ALL = "all".equals(System.getProperty("wirecause.flips"));
    private static final String EXPLAIN = "explain_connection";
    private static final int FLIPS = 3;
    private static final int CUTS = 4;

    @TempDir
    private Path folder;
    private int calls;

    @Test
    void shouldDiagnoseOrSayWhyNotEveryPrefix() throws Exception {
        try (ToolService service = new ToolService()) {
            for (byte[] whole : small()) {
                int step = ALL && whole.length <= SMALL ? 1 : Math.max(1, whole.length / CUTS);
                for (int length = whole.length; length > 0; length -= step) {
                    check(service, Arrays.copyOf(whole, length));
                }
            }
        }
        assertTrue(calls > 400, calls + " calls");
    }

    @Test
    void shouldDiagnoseOrSayWhyNotWhateverBitIsFlipped() throws Exception {
        Random random = new Random(16);
        try (ToolService service = new ToolService()) {
            for (byte[] whole : small()) {
                boolean each = ALL && whole.length <= SMALL;
                for (int i = 0; i < (each ? whole.length * 8 : FLIPS); i++) {
                    int bit = each ? i : random.nextInt(whole.length * 8);
                    byte[] flipped = whole.clone();
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    check(service, flipped);
                }
            }
        }
        assertTrue(calls > 300, calls + " calls");
    }

    private static List<byte[]> small() throws Exception {
        List<byte[]> small = new ArrayList<>();
        for (Path capture : TestCaptures.plain()) {
            if (Files.size(capture) <= LARGEST) {
                small.add(Files.readAllBytes(capture));
            }
        }
        return small;
    }

    private void check(ToolService service, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve(calls++ + ".bin"), bytes);
        check(file, service.call(Catalog.TOOLS.get(0).name(), Map.of("pcap_file", file.toString())));
        // The worst connection, or, each second time, whatever the third frame belongs to.
        check(file, service.call(EXPLAIN, calls % 2 == 0 ? Map.of("pcap_file", file.toString())
                : Map.of("pcap_file", file.toString(), "frame", 3)));
        Files.delete(file);
    }

    private static void check(Path file, CallOutcome outcome) {
        List<String> broken = new ArrayList<>();
        if (outcome.answer() == null) {
            broken.addAll(AnswerRules.unprintable(outcome.failure()));
            broken.addAll(outcome.status() != CallOutcome.Status.FAILED || !outcome.failure().endsWith(".")
                    || outcome.failure().contains("reason of the server's own") ? List.of(outcome.failure()) : List.of());
        } else {
            broken.addAll(AnswerRules.unprintable(outcome.answer()));
            int size = Json.line(outcome.answer()).length;
            broken.addAll(size > AnswerRules.MAX_BYTES ? List.of(size + " bytes") : List.of());
        }
        assertEquals(List.of(), broken, file + ", damaged");
    }
}
