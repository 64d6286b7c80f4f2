package io.wirecause.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two captures are compared, or it is said why not, however one of them is damaged. */
class DamagedPairsTest {
    private static final int TIMES = 12;
    private static final int BYTES_A_FLIP = 400;

    @TempDir
    Path folder;

    @Test
    void shouldAnswerWithinTheRulesHoweverOneOfTwoIsDamaged() throws Exception {
        Tool<?> tool = Answers.tool(TestCaptures.COMPARES);
        Random random = new Random(19);
        int tried = 0;
        try (ToolService service = new ToolService(); Stream<Path> pairs = Files.list(TestCaptures.ROOT.resolve("compare"))) {
            for (Path pair : pairs.filter(Files::isDirectory).sorted().toList()) {
                boolean days = Files.exists(pair.resolve("before.pcap"));
                List<Path> captures = captures(pair);
                // "after" comes before "before", and "server" behind "client"; one alone is compared with itself.
                byte[] whole = Files.readAllBytes(captures.get(days ? 0 : captures.size() - 1));
                for (int i = 0; i < TIMES; i++) {
                    Path damaged = Files.write(folder.resolve("damaged" + tried + ".pcap"), damaged(whole, random));
                    List<String> files = Arrays.asList(captures.get(days ? 1 : 0).toString(), damaged.toString());
                    if (random.nextBoolean()) {
                        java.util.Collections.reverse(files);
                    }
                    try {
                        Answers.check(tool, service.call(tool.name(), Map.of("pcap_file", files.get(0), "other_file",
                                files.get(1), "relation", days ? "before_after" : "same_traffic")));
                    } catch (AssertionError e) {
                        throw new AssertionError(pair.getFileName() + " with " + damaged, e);
                    }
                    tried++;
                }
            }
        }
        assertTrue(tried >= TIMES * 10, tried + " pairs");
    }

    private static List<Path> captures(Path pair) throws IOException {
        try (Stream<Path> files = Files.list(pair)) {
            return files.filter(file -> !file.toString().endsWith(".json")).sorted().toList();
        }
    }

    /** Bits flipped behind the file's header, and sometimes the end cut off. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] copy = random.nextInt(4) == 0 ? Arrays.copyOf(whole, 24 + random.nextInt(whole.length - 24)) : whole.clone();
        for (int i = 0; i < 1 + copy.length / BYTES_A_FLIP; i++) {
            copy[24 + random.nextInt(Math.max(1, copy.length - 24))] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }
}
