package io.wirecause.source.unpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.resolve.SourceResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames of a few bytes a block that unpack to 2 GB. */
@Timeout(60)
class ZstdBombTest {
    private static final int BLOCKS = 16_000;
    private static final int MAX_BLOCK = 128 << 10;
    private static final long SIZE = (long) BLOCKS * MAX_BLOCK;
    private static final int WINDOW_OF_8_MIB = 13 << 3;

    @TempDir
    Path folder;

    /** A frame header and blocks that each repeat one byte. */
    private static byte[] bomb(int... header) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : new int[]{0x28, 0xb5, 0x2f, 0xfd}) {
            out.write(value);
        }
        for (int value : header) {
            out.write(value);
        }
        for (int i = 0; i < BLOCKS; i++) {
            int block = MAX_BLOCK << 3 | 1 << 1 | (i == BLOCKS - 1 ? 1 : 0);
            out.write(block);
            out.write(block >>> 8);
            out.write(block >>> 16);
            out.write('x');
        }
        return out.toByteArray();
    }

    private static byte[] singleSegment() {
        return bomb(2 << 6 | 1 << 5, (int) SIZE & 0xff, (int) (SIZE >>> 8) & 0xff, (int) (SIZE >>> 16) & 0xff,
                (int) (SIZE >>> 24) & 0xff);
    }

    private String refusal(byte[] packed, SourceWatch watch, long mostAllocated) throws IOException {
        Path file = Files.write(folder.resolve("bomb.zst"), packed);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SourcePolicy policy = new SourcePolicy(List.of(), List.of(), false, SourceLimits.DEFAULT);
        try (SourceResolver resolver = new SourceResolver(policy, folder, host -> {
            throw new AssertionError("no look-up is expected");
        }, () -> null)) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            String message = assertThrows(UserFacingException.class, () -> resolver.open(file.toString(), watch)).getMessage();
            long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertTrue(allocated < mostAllocated, "allocated: " + allocated);
            return message;
        }
    }

    @Test
    void shouldRefuseAWindowBeforeItIsAllocated() throws Exception {
        String message = refusal(singleSegment(), SourceWatch.NONE, 8 << 20);
        assertTrue(message.startsWith("The zstd file needs a window of " + SIZE + " bytes"), message);
        message = refusal(bomb(0, 18 << 3), SourceWatch.NONE, 8 << 20);
        assertTrue(message.startsWith("The zstd file needs a window of 268435456 bytes"), message);
        message = refusal(bomb(3 << 6 | 1 << 5, 0, 0, 0, 0, 0, 0, 0, 0x80), SourceWatch.NONE, 8 << 20);
        assertTrue(message.contains("more than 2^63 bytes"), message);
    }

    @Test
    void shouldStopAtTheRatioInBoundedMemory() throws Exception {
        String message = refusal(bomb(0, WINDOW_OF_8_MIB), SourceWatch.NONE, 48 << 20);
        assertTrue(message.contains("times its size"), message);
    }

    @Test
    void shouldAskTheWatchAtEvery64KiBOfOutput() throws Exception {
        int[] asked = {0};
        String message = refusal(bomb(0, WINDOW_OF_8_MIB), (done, total) -> {
            if (++asked[0] == 100) {
                throw new UserFacingException("cancelled");
            }
        }, 96 << 20);
        assertEquals("cancelled", message);
    }

    @Test
    void shouldTakeMemoryForWhatAFrameHoldsOnly() throws Exception {
        // A window of 128 MiB, of which the ratio leaves 64 MiB to be filled.
        String message = refusal(bomb(0, 17 << 3), SourceWatch.NONE, 300 << 20);
        assertTrue(message.contains("times its size"), message);
        byte[] small = Arrays.copyOf(bomb(0, 17 << 3), 6 + 4);
        small[6] = (byte) (16 << 3 | 1 << 1 | 1);
        small[7] = 0;
        small[8] = 0;
        Path file = Files.write(folder.resolve("small.zst"), small);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        try (InputStream in = new ZstdInput(Files.newInputStream(file),
                new WindowMemory(new WindowMemory.Shared(128 << 20), SourceWatch.NONE))) {
            assertEquals("x".repeat(16), new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
        assertTrue(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before < 2 << 20);
    }
}
