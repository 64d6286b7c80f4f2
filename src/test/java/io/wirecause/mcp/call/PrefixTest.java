package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.testing.TestCaptures;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Captures in testdata that end early or hold a flipped bit: each gives an answer or one clear sentence. Small ones are cut at
 * every byte, larger ones at every so many; {@code -Dwirecause.prefixes=1} cuts all of them at every byte, 7 at every seventh.
 */
class PrefixTest {
    private static final int SMALL = 700;
    private static final int CUTS_OF_LARGE = 60;
    private static final long LARGEST_FLIPPED = 12_000;
    private static final int FLIPS = 20;
    private static final long STEP = Long.getLong("wirecause.prefixes", 0);

    @TempDir
    Path folder;

    @Test
    void shouldAnswerOrSayWhyForEveryPrefix() throws Exception {
        int cuts = 0;
        try (ToolService service = new ToolService()) {
            for (Path capture : captures()) {
                Path copy = Files.copy(capture, folder.resolve("cut"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                long size = Files.size(copy);
                long step = STEP > 0 ? STEP : size <= SMALL ? 1 : Math.max(1, size / CUTS_OF_LARGE);
                try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                    for (long length = size; length >= 0; length -= step) {
                        file.truncate(length);
                        check(service, copy, capture + " cut to " + length + " bytes");
                        cuts++;
                    }
                }
            }
        }
        System.out.println("prefixes: " + cuts);
        assertTrue(cuts > 10_000, cuts + " prefixes");
    }

    @Test
    void shouldAnswerOrSayWhyWhateverBitIsFlipped() throws Exception {
        Random random = new Random(11);
        try (ToolService service = new ToolService()) {
            for (Path capture : captures()) {
                byte[] whole = Files.readAllBytes(capture);
                for (int i = 0; i < FLIPS && whole.length <= LARGEST_FLIPPED; i++) {
                    byte[] flipped = whole.clone();
                    int bit = random.nextInt(whole.length * 8);
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    check(service, Files.write(folder.resolve("flipped"), flipped), capture + " with bit " + bit + " flipped");
                }
            }
        }
    }

    /** All but the stories of a diagnosis, which DamagedStoriesTest damages. */
    private static List<Path> captures() {
        return TestCaptures.all().stream().filter(capture -> !TestCaptures.protocol(capture).equals(Catalog.DIAGNOSIS)).toList();
    }

    private static void check(ToolService service, Path capture, String what) {
        CallOutcome outcome = service.call("analyze_capinfos", Map.of("pcap_file", capture.toString()));
        if (outcome.status() == CallOutcome.Status.ANSWERED) {
            Object packets = outcome.answer().get("packet_count");
            assertEquals(outcome.answer().get("total_packets"), packets, what);
            return;
        }
        assertEquals(CallOutcome.Status.FAILED, outcome.status(), what);
        String sentence = outcome.failure();
        assertTrue(sentence.endsWith(".") && !sentence.contains("reason of the server's own") && !sentence.contains("Exception"),
                what + ": " + sentence);
    }
}
