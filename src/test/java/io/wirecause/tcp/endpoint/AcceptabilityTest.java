package io.wirecause.tcp.endpoint;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.FIN;
import static io.wirecause.tcp.SegmentFile.RST;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.tcp.SegmentFile;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that do not belong into the connection move nothing, and the same jump where the capture missed packets does. */
class AcceptabilityTest {
    private static final long CLIENT = 1_000;
    private static final long SERVER = 0xffff_f000L;
    private static final int WINDOW = 60_000;
    private static final int PAYLOAD = 1_000;

    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();
    private long now;

    private void handshake() {
        file.client(now += 100, SYN, CLIENT, 0, 0, WINDOW);
        file.server(now += 10_000, SYN | ACK, SERVER, CLIENT + 1, 0, WINDOW);
        file.client(now += 100, ACK, CLIENT + 1, SERVER + 1, 0, WINDOW);
    }

    private void data(long position) {
        file.server(now += 100, ACK, SERVER + 1 + position, CLIENT + 1, PAYLOAD, WINDOW);
    }

    private void acknowledge(long position) {
        file.client(now += 100, ACK, CLIENT + 1, SERVER + 1 + position, 0, WINDOW);
    }

    private void transfer(long from, int segments) {
        for (int i = 0; i < segments; i++) {
            data(from + i * PAYLOAD);
            acknowledge(from + (i + 1) * PAYLOAD);
        }
    }

    private void close(long position) {
        file.server(now += 100, FIN | ACK, SERVER + 1 + position, CLIENT + 1, 0, WINDOW);
        file.client(now += 100, FIN | ACK, CLIENT + 1, SERVER + 2 + position, 0, WINDOW);
        file.server(now += 100, ACK, SERVER + 2 + position, CLIENT + 2, 0, WINDOW);
    }

    private static void assertUntouched(Connection c, int segments) {
        assertEquals(0, c.retransmissions());
        assertEquals(0, c.server().recovery().missedBytes());
        assertEquals((long) segments * PAYLOAD, c.server().uniqueBytes());
        assertEquals(ConnectionState.CLOSED, c.state());
    }

    @Test
    void shouldLeaveOutASegmentFarBeyondTheWindow() throws Exception {
        handshake();
        transfer(0, 20);
        data(3_000_000);
        acknowledge(20 * PAYLOAD);
        transfer(20 * PAYLOAD, 20);
        close(40 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 40);
        assertEquals(1, c.server().strays().of(Stray.OUTSIDE_WINDOW));
        assertEquals(44, c.server().strays().firstFrame(Stray.OUTSIDE_WINDOW));
    }

    @Test
    void shouldLeaveOutASegmentBelowTheFirstNumber() throws Exception {
        handshake();
        transfer(0, 5);
        data(-70_000);
        transfer(5 * PAYLOAD, 5);
        close(10 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 10);
        assertEquals(1, c.server().strays().of(Stray.OUTSIDE_WINDOW));
    }

    @Test
    void shouldFollowTheStreamWhereTheCaptureMissedMuchOfIt() throws Exception {
        handshake();
        transfer(0, 5);
        transfer(9_000_000, 5);
        close(9_000_000 + 5 * PAYLOAD);
        Connection c = file.connection(folder);
        assertEquals(0, c.server().strays().of(Stray.OUTSIDE_WINDOW));
        assertEquals(9_000_000 - 5 * PAYLOAD, c.server().recovery().missedBytes());
        assertEquals(ConnectionState.CLOSED, c.state());
    }

    @Test
    void shouldLeaveOutASynAckWithAnotherNumber() throws Exception {
        handshake();
        transfer(0, 5);
        file.server(now += 100, SYN | ACK, SERVER + 1_700_000_000L, CLIENT + 1, 0, WINDOW);
        acknowledge(5 * PAYLOAD);
        transfer(5 * PAYLOAD, 5);
        close(10 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 10);
        assertEquals(1, c.server().strays().of(Stray.OTHER_ISN));
    }

    @Test
    void shouldTakeTheSynAckThatTheClientAcknowledges() throws Exception {
        file.client(now += 100, SYN, CLIENT, 0, 0, WINDOW);
        file.server(now += 10_000, SYN | ACK, SERVER + 1_700_000_000L, CLIENT + 1, 0, WINDOW);
        file.server(now += 100, SYN | ACK, SERVER, CLIENT + 1, 0, WINDOW);
        file.client(now += 100, ACK, CLIENT + 1, SERVER + 1, 0, WINDOW);
        transfer(0, 5);
        close(5 * PAYLOAD);
        Connection c = file.connection(folder);
        assertTrue(c.handshakeSeen());
        assertUntouched(c, 5);
    }

    @Test
    void shouldNotTakeTheAckOfAnOldConnectionForAnAnswerToTheSyn() throws Exception {
        file.client(now += 100, SYN, CLIENT, 0, 0, WINDOW);
        file.server(now += 10_000, ACK, SERVER - 5_000_000, CLIENT - 40_000, 0, WINDOW);
        Connection c = file.connection(folder);
        assertEquals(ConnectionState.SYN_SENT, c.state());
        assertEquals(1, c.server().strays().of(Stray.OLD_CONNECTION));
    }

    @Test
    void shouldGoOnWithAnotherConnectionOnTheSamePorts() throws Exception {
        handshake();
        transfer(0, 5);
        close(5 * PAYLOAD);
        now += 300_000_000;
        file.client(now += 100, ACK, CLIENT + 800_000_000L, SERVER + 500_000_000L, PAYLOAD, WINDOW);
        file.server(now += 100, ACK, SERVER + 500_000_000L, CLIENT + 800_000_000L + PAYLOAD, PAYLOAD, WINDOW);
        Connection c = file.connection(folder);
        assertUntouched(c, 6);
        assertEquals(1, c.client().strays().of(Stray.NEXT_CONNECTION));
        assertEquals(PAYLOAD, c.client().uniqueBytes());
    }

    @Test
    void shouldNotUseSackBlocksOutsideTheDataSent() throws Exception {
        handshake();
        transfer(0, 5);
        data(6 * PAYLOAD);
        long left = SERVER + 1 + 6 * PAYLOAD + 600_000_000L;
        long right = left + PAYLOAD;
        file.client(now += 100, ACK, CLIENT + 1, SERVER + 1 + 5 * PAYLOAD, 0, WINDOW, 1, 1, 5, 10, (int) (left >>> 24),
                (int) (left >>> 16), (int) (left >>> 8), (int) left, (int) (right >>> 24), (int) (right >>> 16),
                (int) (right >>> 8), (int) right);
        Connection c = file.connection(folder);
        assertEquals(1, c.client().strays().of(Stray.SACK_OUTSIDE));
        assertEquals(0, c.server().recovery().sackedTo);
    }

    @Test
    void shouldGoOnAfterAResetThatTheReceiverIgnored() throws Exception {
        handshake();
        transfer(0, 5);
        file.server(now += 100, RST, SERVER - 500_000, 0, 0, 0);
        transfer(5 * PAYLOAD, 5);
        close(10 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 10);
        assertNull(c.termination().resetBy());
        assertEquals(1, c.server().strays().of(Stray.IGNORED_RESET));
        assertEquals(14, c.server().strays().firstFrame(Stray.IGNORED_RESET));
    }

    @Test
    void shouldGoOnAfterAResetInTheNameOfTheOneThatOnlyAcknowledges() throws Exception {
        handshake();
        transfer(0, 5);
        file.client(now += 100, RST, CLIENT + 1, 0, 0, 0);
        now += 500_000;
        transfer(5 * PAYLOAD, 5);
        close(10 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 10);
        assertEquals(1, c.client().strays().of(Stray.IGNORED_RESET));
    }

    @Test
    void shouldStayResetWhereOnlyDataUnderWayFollows() throws Exception {
        handshake();
        transfer(0, 5);
        data(5 * PAYLOAD);
        file.client(now += 100, RST, CLIENT + 1, 0, 0, 0);
        data(6 * PAYLOAD);
        data(7 * PAYLOAD);
        Connection c = file.connection(folder);
        assertEquals(ConnectionState.RESET, c.state());
        assertEquals(c.client(), c.termination().resetBy());
    }

    @Test
    void shouldOpenAfterAllWhereASynIsAnsweredAfterARefusal() throws Exception {
        file.client(now += 100, SYN, CLIENT, 0, 0, WINDOW);
        file.server(now += 100, RST | ACK, 0, CLIENT + 1, 0, 0);
        now += 500_000;
        handshake();
        transfer(0, 5);
        close(5 * PAYLOAD);
        Connection c = file.connection(folder);
        assertEquals(ConnectionState.CLOSED, c.state());
        assertTrue(c.handshakeSeen());
        assertNull(c.termination().resetBy());
    }

    @Test
    void shouldLeaveOutTwoSegmentsInARowWhereTheReceiverAsksForTheOldNumber() throws Exception {
        handshake();
        transfer(0, 20);
        data(3_000_000);
        data(3_000_000 + PAYLOAD);
        acknowledge(20 * PAYLOAD);
        transfer(20 * PAYLOAD, 20);
        close(40 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 40);
        assertEquals(2, c.server().strays().of(Stray.OUTSIDE_WINDOW));
    }

    @Test
    void shouldCountEachResetThatWasIgnored() throws Exception {
        handshake();
        transfer(0, 5);
        file.server(now += 100, RST, SERVER + 1 + 5 * PAYLOAD, 0, 0, 0);
        file.client(now += 100, RST, CLIENT + 1, 0, 0, 0);
        transfer(5 * PAYLOAD, 5);
        close(10 * PAYLOAD);
        Connection c = file.connection(folder);
        assertUntouched(c, 10);
        assertEquals(2, c.server().strays().of(Stray.IGNORED_RESET));
    }
}
