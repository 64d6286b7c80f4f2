package io.wirecause.tls.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.tls.stream.HeldBytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DtlsMessagesTest {
    private static final int CERTIFICATE = 11;

    private static ByteView fragment(int number, byte[] body, int from, int length) {
        byte[] bytes = new byte[DtlsMessages.HEADER + length];
        bytes[0] = CERTIFICATE;
        put(bytes, 1, body.length, 3);
        put(bytes, 4, number, 2);
        put(bytes, 6, from, 3);
        put(bytes, 9, length, 3);
        System.arraycopy(body, from, bytes, DtlsMessages.HEADER, length);
        return ByteView.of(bytes);
    }

    private static void put(byte[] bytes, int at, int value, int length) {
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (length - 1 - i));
        }
    }

    private static ByteView add(DtlsMessages messages, ByteView fragment) {
        assertTrue(DtlsMessages.isAt(fragment, 0, fragment.length()));
        return messages.add(fragment, 0, fragment.length());
    }

    @Test
    void shouldPutFragmentsTogetherInAnyOrder() {
        byte[] body = new byte[1_000];
        new Random(1).nextBytes(body);
        DtlsMessages messages = new DtlsMessages(new HeldBytes());
        assertNull(add(messages, fragment(2, body, 600, 400)));
        assertNull(add(messages, fragment(2, body, 0, 300)));
        // Another message comes between.
        assertArrayEquals(Arrays.copyOf(body, 10), add(messages, fragment(3, Arrays.copyOf(body, 10), 0, 10)).copy());
        assertNull(add(messages, fragment(2, body, 600, 400)));
        assertArrayEquals(body, add(messages, fragment(2, body, 250, 350)).copy());
    }

    @Test
    void shouldGiveRoomBack() {
        HeldBytes room = new HeldBytes();
        byte[] body = new byte[30_000];
        for (int i = 0; i < 3_000; i++) {
            DtlsMessages messages = new DtlsMessages(room);
            for (int number = 0; number < 20; number++) {
                add(messages, fragment(number, body, 0, 100));
            }
            messages.drop();
        }
        assertTrue(room.take(30 << 20), "room was not given back");
    }

    @Test
    void shouldRefuseFragmentsBeyondTheirMessage() {
        byte[] bytes = fragment(0, new byte[100], 50, 50).copy();
        put(bytes, 6, 60, 3);
        assertFalse(DtlsMessages.isAt(ByteView.of(bytes), 0, bytes.length));
    }
}
