package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.Frame;
import io.wirecause.capture.FrameCursor;
import io.wirecause.capture.TestFrames;
import io.wirecause.testing.Allocated;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 2_000;
    /** What the measurement itself and the compiler's work on this thread may cost; less than a byte a packet. */
    private static final long TOLERANCE = 100_000;

    @Test
    void shouldAllocateNothingForPacketsThatAreNotFragments() throws Exception {
        List<Frame> frames = frames();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        long sum = run(frames, decoder, packet, 20);
        long before = Allocated.bytes();
        sum += run(frames, decoder, packet, ROUNDS);
        long allocated = Allocated.bytes() - before;
        assertTrue(sum > 0);
        assertTrue(allocated < TOLERANCE, allocated + " bytes for " + (long) ROUNDS * frames.size() + " packets");
    }

    private static long run(List<Frame> frames, PacketDecoder decoder, Packet packet, int rounds) {
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            for (Frame frame : frames) {
                decoder.decode(frame, packet);
                sum += packet.payloadLength() + packet.payload().length();
            }
        }
        return sum;
    }

    /** One frame of each capture in testdata that holds no fragments: every link type and tunnel. */
    private static List<Frame> frames() throws Exception {
        List<Frame> frames = new ArrayList<>();
        List<Path> captures = TestCaptures.in("layers").stream()
                .filter(p -> !TestCaptures.scenario(p).contains("fragments")).toList();
        for (Path capture : captures) {
            try (Capture open = Capture.open(capture)) {
                FrameCursor cursor = open.frames();
                for (int i = 0; i < 6; i++) {
                    assertTrue(cursor.next(), capture.toString());
                }
                frames.add(TestFrames.of(cursor.frame().linkType(), cursor.frame().bytes().copy()));
            }
        }
        assertTrue(frames.size() > 100);
        return frames;
    }
}
