package io.wirecause.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captures made with real software, whole and damaged. */
class IcmpCapturesTest {
    @TempDir
    Path temp;

    @Test
    void shouldAnswerWhateverLengthTheFramesAreCutAt() throws Exception {
        FrameList all = everything();
        for (int snaplen = 0; snaplen < 160; snaplen++) {
            Answered<IcmpAnswer> answer = Icmp.answer(all.write(temp.resolve("cut.pcap"), snaplen), null, null, true, 1000, null);
            assertEquals(all.frames().size(), answer.totalPackets());
            assertTrue(answer.totals(IcmpTotals.class).icmpPacketsAnalyzed() <= answer.totals(IcmpTotals.class)
                    .icmpPacketsFound());
        }
    }

    @Test
    void shouldAnswerWhateverBitsAreFlipped() throws Exception {
        Random random = new Random(20_260_521);
        for (int round = 0; round < 300; round++) {
            FrameList all = everything();
            for (byte[] frame : all.frames()) {
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    frame[14 + random.nextInt(frame.length - 14)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Answered<IcmpAnswer> answer = Icmp.answer(all.write(temp.resolve("flipped.pcap")), null, null, true, 1000, null);
            assertEquals(all.frames().size(), answer.totalPackets());
        }
    }

    private static FrameList everything() throws IOException {
        FrameList all = new FrameList();
        for (Path capture : TestCaptures.in("icmp")) {
            all.addAll(FrameList.read(capture));
        }
        return all;
    }
}
