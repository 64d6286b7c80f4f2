package io.wirecause.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    /** Word by word, as RFC 1071 has it. */
    private static int plain(byte[] bytes, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[from + i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        }
        return InternetChecksum.fold(sum);
    }

    private static int sum(byte[] bytes, int from, int length) {
        return InternetChecksum.fold(InternetChecksum.sum(ByteView.of(bytes), from, length));
    }

    @Test
    void shouldSumAnyBytesAsWordByWord() {
        Random random = new Random(20261130);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[64 + random.nextInt(200)];
            random.nextBytes(bytes);
            if (i % 3 == 0) {
                Arrays.fill(bytes, i % 2 == 0 ? (byte) 0xff : 0);
            }
            int from = random.nextInt(40);
            int length = random.nextInt(bytes.length - from + 1);
            assertEquals(plain(bytes, from, length), sum(bytes, from, length), from + " and " + length);
        }
    }

    @Test
    void shouldSumTheLongestDatagram() {
        byte[] bytes = new byte[65_535];
        Arrays.fill(bytes, (byte) 0xfe);
        assertEquals(plain(bytes, 0, bytes.length), sum(bytes, 0, bytes.length));
    }
}
