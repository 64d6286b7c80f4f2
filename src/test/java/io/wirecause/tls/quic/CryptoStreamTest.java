package io.wirecause.tls.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wirecause.bytes.ByteView;
import io.wirecause.tls.stream.HeldBytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CryptoStreamTest {
    private static byte[] message(int length) {
        byte[] bytes = new byte[4 + length];
        new Random(length).nextBytes(bytes);
        bytes[0] = 1;
        bytes[1] = 0;
        bytes[2] = (byte) (length >>> 8);
        bytes[3] = (byte) length;
        return bytes;
    }

    @Test
    void shouldPutPiecesInAnyOrderTogether() {
        byte[] whole = message(1_800);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<int[]> pieces = new ArrayList<>();
            for (int at = 0; at < whole.length; ) {
                int length = Math.min(whole.length - at, 1 + random.nextInt(300));
                pieces.add(new int[] {at, length});
                // Some come twice, with more or less around them.
                int from = Math.max(0, at - random.nextInt(20));
                pieces.add(new int[] {from, Math.min(whole.length, at + length) - from});
                at += length;
            }
            Collections.shuffle(pieces, random);
            CryptoStream stream = new CryptoStream(new HeldBytes());
            ByteView bytes = ByteView.of(whole);
            pieces.forEach(piece -> stream.add(piece[0], bytes, piece[0], piece[1]));
            ByteView message = stream.next();
            assertNotNull(message, "seed " + seed);
            assertArrayEquals(whole, message.copy());
            assertNull(stream.next());
        }
    }

    @Test
    void shouldWaitForWhatIsMissing() {
        byte[] whole = message(300);
        CryptoStream stream = new CryptoStream(new HeldBytes());
        stream.add(100, ByteView.of(whole), 100, 204);
        assertNull(stream.next());
        stream.add(0, ByteView.of(whole), 0, 99);
        assertNull(stream.next());
        stream.add(99, ByteView.of(whole), 99, 1);
        assertArrayEquals(whole, stream.next().copy());
    }

    @Test
    void shouldBoundWhatItKeeps() {
        CryptoStream stream = new CryptoStream(new HeldBytes());
        ByteView bytes = ByteView.of(new byte[100]);
        stream.add(CryptoStream.MOST - 50, bytes, 0, 100);
        stream.add(Long.MAX_VALUE, bytes, 0, 100);
        for (int i = 0; i < 1_000; i++) {
            stream.add(2L * i + 1, bytes, 0, 1);
        }
        assertNull(stream.next());
        assertEquals(0, bytes.u8(0));
    }
}
