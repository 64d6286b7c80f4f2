package io.wirecause.dhcp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecodedValueCacheTest {
    private final Random random = new Random(11);
    private final DecodedValueCache cache = new DecodedValueCache();
    private int made;

    private String words(int what, byte[] bytes) {
        return cache.of(what, ByteView.of(bytes), (w, view) -> {
            made++;
            return w + " " + java.util.HexFormat.of().formatHex(view.copy());
        });
    }

    @Test
    void shouldGiveTheWordsOfTheBytesWhateverElseIsRemembered() {
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt(2);
            }
            int what = random.nextInt(3);
            assertEquals(what + " " + java.util.HexFormat.of().formatHex(bytes), words(what, bytes));
        }
    }

    @Test
    void shouldMakeWordsOnceWhenTheBytesComeAgain() {
        String first = words(1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        assertSame(first, words(1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
        assertEquals(1, made);
        words(2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        words(1, new byte[256]);
        words(1, new byte[256]);
        assertEquals(4, made);
    }

    @Test
    void shouldGiveTheTextOfTheAddressWhateverElseIsRemembered() {
        AddressTextCache addresses = new AddressTextCache();
        assertEquals("0.0.0.0", addresses.text(0));
        for (int i = 0; i < 20_000; i++) {
            long address = random.nextInt() & 0xff00_ffffL;
            assertEquals(IpAddress.text(4, 0, address), addresses.text(address));
        }
        assertSame(addresses.text(0xc0000201L), addresses.text(0xc0000201L));
    }
}
