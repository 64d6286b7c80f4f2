package io.wirecause.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shared captures that are cut short, have bits flipped, or pieces moved, under all tools: always the same ones, a sample of
 * them unless {@code -Dwirecause.damaged=all} asks for every capture, or another number for so many.
 */
class DamagedCorpusTest {
    private static final long SEED = 20_261_123;
    private static final String WANTED = System.getProperty("wirecause.damaged", "30");
    private static final long LARGEST = 300_000;
    private static final int BYTES_A_FLIP = 150;

    @TempDir
    private Path folder;

    private List<Path> captures() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path capture : Corpus.captures()) {
            if (Files.size(capture) <= LARGEST) {
                all.add(capture);
            }
        }
        Collections.shuffle(all, new Random(SEED));
        return WANTED.equals("all") ? all : all.subList(0, Math.min(all.size(), Integer.parseInt(WANTED)));
    }

    @Test
    void shouldAnswerWithinTheRulesOrSayWhyNotHoweverACaptureIsDamaged() throws Exception {
        int tried = 0;
        for (Path capture : captures()) {
            byte[] whole = Files.readAllBytes(Corpus.plain(capture, folder));
            Random random = new Random(SEED + whole.length);
            for (byte[] damaged : List.of(cut(whole, random), flipped(whole, 1, random),
                    flipped(whole, 2 + whole.length / BYTES_A_FLIP, random), moved(whole, random))) {
                try {
                    Answers.check(damaged, damaged, Catalog.TOOLS, null);
                } catch (AssertionError e) {
                    Path kept = Files.write(Files.createTempFile("damaged-", ".bin"), damaged);
                    throw new AssertionError(Corpus.name(capture) + ", damaged as in " + kept, e);
                }
                tried++;
            }
        }
        assertTrue(tried >= 4 * Math.min(30, captures().size()), tried + " captures");
    }

    private static byte[] cut(byte[] whole, Random random) {
        return Arrays.copyOf(whole, random.nextInt(whole.length + 1));
    }

    private static byte[] flipped(byte[] whole, int bits, Random random) {
        byte[] copy = whole.clone();
        for (int i = 0; i < bits && copy.length > 0; i++) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** A piece is written over another place. */
    private static byte[] moved(byte[] whole, Random random) {
        byte[] copy = whole.clone();
        int length = random.nextInt(Math.min(whole.length, 1_000) + 1);
        int from = random.nextInt(whole.length - length + 1);
        int to = random.nextInt(whole.length - length + 1);
        System.arraycopy(whole, from, copy, to, length);
        return copy;
    }
}
