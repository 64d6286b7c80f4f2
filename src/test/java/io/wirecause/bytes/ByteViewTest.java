package io.wirecause.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteViewTest {
    @Test
    void shouldFindAByteWhereverItStands() {
        Random random = new Random(11);
        // Bytes that differ from each other by one bit or by one, where a search by words goes wrong if it does.
        byte[] likely = {'\n', '\n' + 1, '\n' ^ (byte) 0x80, 0, 1, (byte) 0xff, 0x45, '\n' - 1};
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = likely[random.nextInt(likely.length)];
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            int value = likely[random.nextInt(likely.length)] & 0xff;
            int expected = -1;
            for (int i = end - 1; i >= from; i--) {
                expected = (bytes[i] & 0xff) == value ? i : expected;
            }
            assertEquals(expected, ByteView.of(bytes).indexOf(value, from, end), "round " + round);
        }
    }

    @Test
    void shouldNotLookForAByteBeyondTheWindow() {
        ByteView view = ByteView.of(new byte[100]).slice(0, 10);
        assertThrows(IndexOutOfBoundsException.class, () -> view.indexOf(7, 0, 11));
        assertEquals(-1, view.indexOf(7, 10, 10));
        assertEquals(-1, view.indexOf(7, 10, 3), "nothing lies between");
    }

    @Test
    void shouldRefuseToCopyWhatIsNotThereBeforeItTakesMemory() {
        ByteView view = ByteView.of(new byte[] {1, 2, 3});
        for (int length : new int[] {-1, 4, Integer.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> view.copy(0, length));
        }
    }
}
