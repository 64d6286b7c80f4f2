package io.wirecause.icmp.evidence;

import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadPatternTest {
    @Test
    void shouldTellFillerFromWhatIsCarried() {
        byte[] counting = new byte[56];
        byte[] windows = new byte[400];
        byte[] random = new byte[200];
        new Random(1).nextBytes(random);
        for (int i = 0; i < 56; i++) {
            counting[i] = (byte) (i < 16 ? random[i] : i);
        }
        for (int i = 0; i < 400; i++) {
            windows[i] = (byte) ('a' + i % 23);
        }
        assertTrue(PayloadPattern.isFiller(ByteView.of(counting), 0, 56));
        assertTrue(PayloadPattern.isFiller(ByteView.of(windows), 0, 400));
        assertTrue(PayloadPattern.isFiller(ByteView.of(new byte[1400]), 0, 1400));
        assertFalse(PayloadPattern.isFiller(ByteView.of(random), 0, 200));
        byte[] inner = ipv4Frame("10.0.0.1", "10.0.0.2", 17, 64, udp(1, 2, new byte[30]));
        byte[] carried = new byte[12 + inner.length - 14];
        System.arraycopy(inner, 14, carried, 12, inner.length - 14);
        assertEquals("an IPv4 packet", PayloadPattern.carried(ByteView.of(carried), 0, carried.length));
        assertEquals(null, PayloadPattern.carried(ByteView.of(windows), 0, 400));
    }
}
