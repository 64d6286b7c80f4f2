package io.wirecause.tcp.connection;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.tcp.SegmentFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of the segments in microseconds, of the handshake in nanoseconds. */
class HandshakeTimesTest {
    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();

    private void clientSyn(long micros) {
        file.client(micros, SYN, 100, 0, 0, 1_000);
    }

    private void synAck(long micros) {
        file.server(micros, SYN | ACK, 900, 101, 0, 1_000);
    }

    private void clientAck(long micros, int payload) {
        file.client(micros, ACK, 101, 901, payload, 1_000);
    }

    @Test
    void shouldGiveBothPartsOfAPlainHandshake() throws Exception {
        clientSyn(100);
        synAck(700);
        clientAck(900, 0);
        clientAck(5_000, 0);
        Connection c = file.connection(folder);
        assertEquals(600_000, c.server().handshakePart());
        assertEquals(200_000, c.client().handshakePart());
        assertEquals(800_000, c.handshakeNanos());
        assertEquals(900_000, HandshakeTimes.completeAt(c));
        assertEquals(3, c.synAckAckFrame);
    }

    @Test
    void shouldNotGiveTheServersPartWhenTheSynWasSentTwice() throws Exception {
        clientSyn(100);
        clientSyn(1_000_100);
        synAck(1_000_700);
        clientAck(1_000_900, 0);
        Connection c = file.connection(folder);
        assertEquals(-1, c.server().handshakePart());
        assertEquals(200_000, c.client().handshakePart());
        assertEquals(800_000, c.handshakeNanos());
    }

    @Test
    void shouldGiveNeitherPartWhenTheSynAckWasSentTwice() throws Exception {
        clientSyn(100);
        synAck(700);
        synAck(1_000_700);
        clientAck(1_000_900, 0);
        Connection c = file.connection(folder);
        assertEquals(-1, c.server().handshakePart());
        assertEquals(-1, c.client().handshakePart());
    }

    @Test
    void shouldNotGiveTheClientsPartWhenItsAckCarriesData() throws Exception {
        synAck(700);
        clientAck(900, 10);
        Connection c = file.connection(folder);
        assertEquals(-1, c.client().handshakePart());
        assertEquals(900_000, HandshakeTimes.completeAt(c));
        assertEquals(-1, c.handshakeNanos());
    }

    @Test
    void shouldGiveNoPartWhenBothEndsOpen() throws Exception {
        clientSyn(100);
        file.server(200, SYN, 900, 0, 0, 1_000);
        synAck(300);
        Connection c = file.connection(folder);
        assertEquals(-1, c.server().handshakePart());
        assertEquals(-1, HandshakeTimes.completeAt(c));
    }
}
