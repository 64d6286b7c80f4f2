package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.packet.TcpFlags;
import org.junit.jupiter.api.Test;

class HandshakeTimesTest {
    private static final int SYN_ACK = TcpFlags.SYN | TcpFlags.ACK;
    private final HandshakeTimes times = new HandshakeTimes();

    @Test
    void shouldGiveBothPartsOfAPlainHandshake() {
        times.segment(TcpFlags.SYN, true, 0, 100, 1);
        times.segment(SYN_ACK, false, 0, 700, 2);
        times.segment(TcpFlags.ACK, true, 0, 900, 3);
        times.segment(TcpFlags.ACK, true, 0, 5_000, 4);
        assertEquals(600, times.serverPart());
        assertEquals(200, times.clientPart());
        assertEquals(900, times.completeAt());
        assertEquals(3, times.completeFrame());
    }

    @Test
    void shouldNotTellTheServersPartWhenTheSynWasSentTwice() {
        times.segment(TcpFlags.SYN, true, 0, 100, 1);
        times.segment(TcpFlags.SYN, true, 0, 1_100, 2);
        times.segment(SYN_ACK, false, 0, 1_700, 3);
        times.segment(TcpFlags.ACK, true, 0, 1_900, 4);
        assertEquals(-1, times.serverPart());
        assertEquals(200, times.clientPart());
    }

    @Test
    void shouldNotTellTheClientsPartWhenTheSynAckWasSentTwiceOrTheAckCarriesData() {
        times.segment(TcpFlags.SYN, true, 0, 100, 1);
        times.segment(SYN_ACK, false, 0, 700, 2);
        times.segment(SYN_ACK, false, 0, 1_700, 3);
        times.segment(TcpFlags.ACK, true, 0, 1_900, 4);
        assertEquals(-1, times.clientPart());
        HandshakeTimes data = new HandshakeTimes();
        data.segment(SYN_ACK, false, 0, 700, 1);
        data.segment(TcpFlags.ACK, true, 10, 900, 2);
        assertEquals(-1, data.clientPart());
        assertTrue(data.complete());
    }

    @Test
    void shouldTellNothingWhenBothSidesOpen() {
        times.segment(TcpFlags.SYN, true, 0, 100, 1);
        times.segment(TcpFlags.SYN, false, 0, 200, 2);
        times.segment(SYN_ACK, false, 0, 300, 3);
        assertEquals(-1, times.serverPart());
        assertFalse(times.complete());
    }
}
