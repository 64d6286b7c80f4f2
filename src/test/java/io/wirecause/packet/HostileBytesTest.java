package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.Frame;
import io.wirecause.capture.FrameCursor;
import io.wirecause.capture.TestFrames;
import io.wirecause.corpus.Corpus;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes are, decoding returns and every getter that a packet offers can be asked. */
class HostileBytesTest {
    private static final long SEED = 20_261_123;
    private static final int FRAMES_PER_CAPTURE = 12;
    private static final int LARGEST = 400;

    @TempDir
    private Path folder;
    private final PacketDecoder decoder = new PacketDecoder();
    private final Packet packet = new Packet();
    private long decoded;

    @Test
    void shouldReturnWhenFramesOfRealCapturesAreCutOrFlipped() throws IOException {
        mutate(Corpus.captures(), 1_000_000);
    }

    @Test
    void shouldReturnWhenFramesUnderAnyLayerAreCutOrFlipped() throws IOException {
        mutate(TestCaptures.in("layers"), 200_000);
    }

    @Test
    void shouldReturnWhenBytesAreRandomUnderAnyLinkType() {
        Random random = new Random(SEED);
        for (int linkType = 0; linkType < 300; linkType++) {
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                decode(TestFrames.of(linkType, bytes, bytes.length + random.nextInt(3), 1));
            }
        }
        assertTrue(decoded >= 60_000);
    }

    private void mutate(List<Path> captures, long atLeast) throws IOException {
        Random random = new Random(SEED);
        for (Path capture : captures) {
            mutate(capture, random);
        }
        assertTrue(decoded > atLeast, "frames decoded: " + decoded);
    }

    private void mutate(Path capture, Random random) throws IOException {
        try (Capture open = Capture.open(Corpus.plain(capture, folder))) {
            FrameCursor cursor = open.frames();
            for (int i = 0; i < FRAMES_PER_CAPTURE && cursor.next(); i++) {
                byte[] bytes = cursor.frame().bytes().copy();
                if (bytes.length <= LARGEST) {
                    cut(cursor.frame().linkType(), bytes);
                    flip(cursor.frame().linkType(), bytes, random);
                }
            }
        } catch (UserFacingException e) {
            // A file that is no capture has no frames to try.
        }
    }

    private void cut(int linkType, byte[] bytes) {
        for (int length = 0; length <= bytes.length; length++) {
            byte[] start = java.util.Arrays.copyOf(bytes, length);
            decode(TestFrames.of(linkType, start, bytes.length, 1));
            decode(TestFrames.of(linkType, start));
        }
    }

    private void flip(int linkType, byte[] bytes, Random random) {
        for (int i = 0; i < 60 && bytes.length > 0; i++) {
            byte[] flipped = bytes.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            decode(TestFrames.of(linkType, flipped));
        }
    }

    private void decode(Frame frame) {
        decoder.decode(frame, packet);
        do {
            ask();
            decoded++;
        } while (decoder.decodeNext(packet));
    }

    /** Every getter, so that none meets an offset that decoding left outside of the bytes. */
    private void ask() {
        for (int i = 0; i < packet.layerCount(); i++) {
            packet.layer(i);
        }
        packet.transport();
        packet.payload();
        packet.payloadFileOffset();
        if (packet.isTcp()) {
            packet.tcp().flags();
            packet.tcp().checksum();
            packet.tcp().mss();
            packet.sourcePort();
            assertTrue(packet.payloadLength() >= 0, "payload length");
        }
        if (packet.isUdp()) {
            packet.destinationPort();
            assertTrue(packet.payloadLength() >= 0, "payload length");
        }
        assertTrue(packet.transportLength() >= 0, "transport length");
    }
}
