package io.wirecause.tcp;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.FIN;
import static io.wirecause.tcp.SegmentFile.RST;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.flow.RoleBasis;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.report.ConnectionDetails;
import io.wirecause.tcp.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole connections, segment by segment, each also where sequence numbers wrap and where their sign changes. */
@ParameterizedClass
@CsvSource({"1000, 5000", "0xffff_ffff, 0xffff_fffe", "0xffff_ff9c, 0xffff_fff0", "0x7fff_ffff, 0x7fff_fff0", "0, 0xffff_ffff"})
class ConnectionLifeTest {
    private static final int WINDOW = 60_000;
    /** An empty Fast Open cookie, padded, and one of 8 bytes: RFC 7413, section 4.1.1. */
    private static final int[] COOKIE_REQUEST = {34, 2, 1, 1};
    private static final int[] COOKIE = {34, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1};

    @Parameter(0)
    private String clientIsn;
    @Parameter(1)
    private String serverIsn;

    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();
    private long now;

    /** Numbers are given relative to the ISNs: 0 is the SYN, 1 the first byte. */
    private void client(int flags, int sequence, int acknowledgment, int payload, int... options) {
        client(flags, sequence, acknowledgment, payload, WINDOW, options);
    }

    private void client(int flags, int sequence, int acknowledgment, int payload, int window, int[] options) {
        long number = (flags & ACK) == 0 ? 0 : s() + acknowledgment;
        file.client(now += 10_000, flags, c() + sequence, number, payload, window, options);
    }

    private void server(int flags, int sequence, int acknowledgment, int payload, int... options) {
        server(flags, sequence, acknowledgment, payload, WINDOW, options);
    }

    private void server(int flags, int sequence, int acknowledgment, int payload, int window, int[] options) {
        long number = (flags & ACK) == 0 ? 0 : c() + acknowledgment;
        file.server(now += 10_000, flags, s() + sequence, number, payload, window, options);
    }

    private long c() {
        return Long.decode(clientIsn.replace("_", ""));
    }

    private long s() {
        return Long.decode(serverIsn.replace("_", ""));
    }

    private void handshake() {
        client(SYN, 0, 0, 0);
        server(SYN | ACK, 0, 1, 0);
        client(ACK, 1, 1, 0);
    }

    /** The verdict on the last segment. */
    private Verdict lastVerdict() throws Exception {
        Verdict[] last = new Verdict[1];
        file.follow(folder, (segment, connection, tracker) -> last[0] = tracker.verdict());
        return last[0];
    }

    private Connection connection() throws Exception {
        Connection connection = file.connection(folder);
        assertEquals("192.0.2.10:40000", connection.clientEnd().toString(), "roles");
        return connection;
    }

    private Connection expect(ConnectionState state) throws Exception {
        Connection connection = connection();
        assertEquals(state, connection.state());
        return connection;
    }

    @Test
    void shouldFollowAConnectionFromSynToTheLastFin() throws Exception {
        handshake();
        client(ACK, 1, 1, 100);
        server(ACK, 1, 101, 1_000);
        client(ACK, 101, 1_001, 0);
        client(FIN | ACK, 101, 1_001, 0);
        server(FIN | ACK, 1_001, 102, 0);
        client(ACK, 102, 1_002, 0);
        Connection c = expect(ConnectionState.CLOSED);
        assertTrue(c.handshakeSeen());
        assertEquals(20_000_000, c.handshakeNanos());
        assertEquals(0, c.retransmissions());
        assertEquals(100, c.client().uniqueBytes());
        assertEquals(1_000, c.server().uniqueBytes());
        assertEquals(1_002, c.server().next());
        assertNull(c.termination().resetBy());
    }

    @Test
    void shouldNotTakeTheFirstDataAfterTheHandshakeForARetransmission() throws Exception {
        handshake();
        client(ACK, 1, 1, 100);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertEquals(0, c.retransmissions());
        assertEquals(Verdict.NEW, lastVerdict());
    }

    @Test
    void shouldStayHalfClosedWhileTheOtherSideSends() throws Exception {
        handshake();
        client(FIN | ACK, 1, 1, 0);
        server(ACK, 1, 2, 1_000);
        server(ACK, 1_001, 2, 1_000);
        client(ACK, 2, 2_001, 0);
        Connection c = expect(ConnectionState.HALF_CLOSED);
        assertTrue(c.client().finSeen());
        assertFalse(c.server().finSeen());
    }

    @Test
    void shouldOpenWhenBothSidesSendASyn() throws Exception {
        client(SYN, 0, 0, 0);
        server(SYN, 0, 0, 0);
        client(SYN | ACK, 0, 1, 0);
        server(SYN | ACK, 0, 1, 0);
        client(ACK, 1, 1, 100);
        server(ACK, 1, 101, 0);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertTrue(c.handshakeSeen());
        assertEquals(0, c.retransmissions(), "the SYN-ACKs repeat the numbers of the SYNs and are none");
    }

    @Test
    void shouldTakeDataInTheSynWhenFastOpen() throws Exception {
        client(SYN, 0, 0, 100, COOKIE);
        server(SYN | ACK, 0, 101, 0);
        server(ACK, 1, 101, 1_000);
        client(ACK, 101, 1_001, 0);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertTrue(c.handshakeSeen());
        assertEquals(0, c.retransmissions());
        assertEquals(100, c.client().uniqueBytes());
        assertEquals("cookie", ConnectionDetails.of(c).clientOptions().fastOpen());
    }

    @Test
    void shouldTellACookieRequestFromACookie() throws Exception {
        client(SYN, 0, 0, 0, COOKIE_REQUEST);
        server(SYN | ACK, 0, 1, 0, COOKIE);
        client(ACK, 1, 1, 0);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertEquals("request", ConnectionDetails.of(c).clientOptions().fastOpen());
        assertEquals("cookie", ConnectionDetails.of(c).serverOptions().fastOpen());
    }

    @Test
    void shouldCountDataThatAFastOpenServerDidNotTakeAsSentAgain() throws Exception {
        client(SYN, 0, 0, 100);
        server(SYN | ACK, 0, 1, 0);
        client(ACK, 1, 1, 100);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertEquals(100, c.client().uniqueBytes());
        assertEquals(1, c.retransmissions(), "the server did not take the data, so the client sent it twice");
    }

    @Test
    void shouldNotCompleteTheHandshakeByAWrongNumber() throws Exception {
        client(SYN, 0, 0, 0);
        server(SYN | ACK, 0, 1, 0);
        client(ACK, 1, 0, 0);
        Connection c = connection();
        assertFalse(c.handshakeSeen());
        assertEquals(ConnectionState.SYN_RECEIVED, c.state());
    }

    @Test
    void shouldNotCompleteTheHandshakeByASegmentBeforeTheSyn() throws Exception {
        client(SYN, 0, 0, 0);
        server(SYN | ACK, 0, 1, 0);
        client(ACK, -50, 1, 0);
        assertFalse(connection().handshakeSeen());
    }

    @Test
    void shouldNotTakeALoneSynAckForAHandshake() throws Exception {
        server(SYN | ACK, 0, 1, 0);
        Connection c = expect(ConnectionState.SYN_RECEIVED);
        assertFalse(c.handshakeSeen());
        assertFalse(c.handshakeEvident());
    }

    @Test
    void shouldWaitWhenTheSynAckIsLostAndComesAgain() throws Exception {
        client(SYN, 0, 0, 0);
        server(SYN | ACK, 0, 1, 0);
        now += 1_000_000;
        server(SYN | ACK, 0, 1, 0);
        assertEquals(ConnectionState.SYN_RECEIVED, connection().state());
        client(ACK, 1, 1, 0);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertEquals(1, c.retransmissions());
        assertEquals(1, c.server().verdicts().of(Verdict.SYN));
    }

    @Test
    void shouldInferTheHandshakeWhenTheCaptureMissedTheSynAck() throws Exception {
        client(SYN, 0, 0, 0);
        client(ACK, 1, 1, 0);
        client(ACK, 1, 1, 100);
        server(ACK, 1, 101, 100);
        Connection c = expect(ConnectionState.MID_STREAM);
        assertFalse(c.handshakeSeen());
        assertTrue(c.handshakeEvident());
        assertEquals(0, c.retransmissions());
    }

    @Test
    void shouldCountSynsSentAgainAndNothingElse() throws Exception {
        client(SYN, 0, 0, 0);
        now += 1_000_000;
        client(SYN, 0, 0, 0);
        now += 2_000_000;
        client(SYN, 0, 0, 0);
        Connection c = expect(ConnectionState.SYN_SENT);
        assertEquals(3, c.client().syns());
        assertEquals(2, c.client().verdicts().of(Verdict.SYN));
    }

    @Test
    void shouldBeginMidStream() throws Exception {
        server(ACK, 5_000, 300, 1_000);
        client(ACK, 300, 6_000, 0);
        server(ACK, 6_000, 300, 1_000);
        Connection c = expect(ConnectionState.MID_STREAM);
        assertEquals(RoleBasis.PORT, c.roleBasis());
        assertEquals(0, c.retransmissions());
        assertEquals(2_000, c.server().uniqueBytes());
        assertTrue(c.handshakeEvident());
    }

    @Test
    void shouldFollowOneSideAlone() throws Exception {
        client(SYN, 0, 0, 0);
        client(ACK, 1, 1, 0);
        client(ACK, 1, 1, 100);
        client(ACK, 101, 5_001, 0);
        client(FIN | ACK, 101, 5_001, 0);
        Connection c = expect(ConnectionState.HALF_CLOSED);
        assertEquals(0, c.server().packets());
        assertFalse(c.handshakeSeen());
        assertEquals(0, c.retransmissions());
    }

    @Test
    void shouldFollowTheServersSideAlone() throws Exception {
        server(SYN | ACK, 0, 1, 0);
        server(ACK, 1, 101, 1_000);
        server(FIN | ACK, 1_001, 101, 0);
        Connection c = expect(ConnectionState.HALF_CLOSED);
        assertEquals(0, c.client().packets());
        assertEquals(0, c.retransmissions());
    }

    @Test
    void shouldBeginAnewWhenPortsAreReusedWithAnotherIsn() throws Exception {
        handshake();
        client(RST, 1, 0, 0);
        file.client(now += 10_000, SYN, c() + 70_000, 0, 0, WINDOW);
        file.server(now += 10_000, SYN | ACK, s() + 90_000, c() + 70_001, 0, WINDOW);
        file.client(now += 10_000, ACK, c() + 70_001, s() + 90_001, 0, WINDOW);
        List<Connection> both = file.follow(folder, null);
        assertEquals(2, both.size());
        assertEquals(ConnectionState.RESET, both.get(0).state());
        assertEquals(ConnectionState.ESTABLISHED, both.get(1).state());
        assertTrue(both.get(1).reusesPorts());
        assertFalse(both.get(0).reusesPorts());
        assertEquals(0, both.get(1).retransmissions());
    }

    @Test
    void shouldBeRefusedByTheServersReset() throws Exception {
        client(SYN, 0, 0, 0);
        server(RST | ACK, 0, 1, 0);
        Connection c = expect(ConnectionState.REFUSED);
        assertSame(c.server(), c.termination().resetBy());
    }

    @Test
    void shouldBeResetWhenTheClientTakesItsSynBack() throws Exception {
        client(SYN, 0, 0, 0);
        client(RST, 1, 0, 0);
        Connection c = expect(ConnectionState.RESET);
        assertSame(c.client(), c.termination().resetBy());
    }

    @Test
    void shouldBeResetWhenTheHandshakeIsNotAcknowledged() throws Exception {
        client(SYN, 0, 0, 0);
        server(SYN | ACK, 0, 1, 0);
        client(RST, 1, 0, 0);
        Connection c = expect(ConnectionState.RESET);
        assertSame(c.client(), c.termination().resetBy());
    }

    @Test
    void shouldBeResetWhenEstablished() throws Exception {
        handshake();
        server(RST | ACK, 1, 1, 0);
        Connection c = expect(ConnectionState.RESET);
        assertSame(c.server(), c.termination().resetBy());
        assertTrue(c.termination().resetBeforeClose());
    }

    @Test
    void shouldBeResetWhenMidStream() throws Exception {
        server(ACK, 5_000, 300, 1_000);
        server(RST | ACK, 6_000, 300, 0);
        expect(ConnectionState.RESET);
    }

    @Test
    void shouldBeResetWhenTheSideThatHasNotClosedGivesUp() throws Exception {
        handshake();
        client(FIN | ACK, 1, 1, 0);
        server(RST | ACK, 1, 2, 0);
        assertTrue(expect(ConnectionState.RESET).termination().resetBeforeClose());
    }

    @Test
    void shouldBeClosedWhenTheSideThatHasClosedResets() throws Exception {
        handshake();
        client(FIN | ACK, 1, 1, 0);
        server(ACK, 1, 2, 1_000);
        client(RST, 2, 0, 0);
        assertFalse(expect(ConnectionState.CLOSED).termination().resetBeforeClose());
    }

    @Test
    void shouldStayClosedWhenAResetComesAfterBothFins() throws Exception {
        handshake();
        client(FIN | ACK, 1, 1, 0);
        server(FIN | ACK, 1, 2, 0);
        client(RST, 2, 0, 0);
        assertFalse(expect(ConnectionState.CLOSED).termination().resetBeforeClose());
    }

    @Test
    void shouldBeResetWhenNothingElseIsSeen() throws Exception {
        client(RST, 1, 0, 0);
        expect(ConnectionState.RESET);
    }

    @Test
    void shouldNotTakeKeepAlivesForRetransmissions() throws Exception {
        handshake();
        client(ACK, 1, 1, 100);
        server(ACK, 1, 101, 0);
        for (int i = 0; i < 3; i++) {
            now += 10_000_000;
            client(ACK, 100, 1, i == 2 ? 1 : 0);
            assertEquals(Verdict.KEEP_ALIVE, lastVerdict());
            server(ACK, 1, 101, 0);
        }
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertEquals(0, c.retransmissions());
        assertEquals(3, c.client().verdicts().of(Verdict.KEEP_ALIVE));
        assertEquals(100, c.client().uniqueBytes());
    }

    @Test
    void shouldNotTakeWindowProbesForRetransmissions() throws Exception {
        handshake();
        client(ACK, 1, 1, 100);
        server(ACK, 1, 101, 0, 0, new int[0]);
        for (int i = 0; i < 3; i++) {
            now += 500_000 << i;
            client(ACK, 100, 1, 0);
            assertEquals(Verdict.WINDOW_PROBE, lastVerdict());
            server(ACK, 1, 101, 0, 0, new int[0]);
        }
        server(ACK, 1, 101, 0);
        client(ACK, 101, 1, 1_000);
        Connection c = expect(ConnectionState.ESTABLISHED);
        assertEquals(0, c.retransmissions());
        assertEquals(1_100, c.client().uniqueBytes());
    }

    @Test
    void shouldNotTakeTheByteOfAWindowProbeForARetransmissionWhenItIsSentTwice() throws Exception {
        handshake();
        client(ACK, 1, 1, 100);
        server(ACK, 1, 101, 0, 0, new int[0]);
        client(ACK, 101, 1, 1);
        server(ACK, 1, 101, 0, 0, new int[0]);
        now += 500_000;
        client(ACK, 101, 1, 1);
        server(ACK, 1, 101, 0, 0, new int[0]);
        assertEquals(0, expect(ConnectionState.ESTABLISHED).retransmissions());
    }

    @Test
    void shouldCountControlSegmentsWhenThereAreMoreThanAByteHolds() throws Exception {
        for (int i = 0; i < 600; i++) {
            file.client(200_000L * i, SYN, 100, 0, 0, 1_000);
            file.server(200_000L * i, RST | ACK, 0, 101, 0, 0);
        }
        file.client(200_000L * 600, FIN, 101, 0, 0, 1_000);
        Connection c = file.connection(folder);
        assertEquals(600, c.client().syns());
        assertEquals(0, c.client().rsts());
        assertEquals(1, c.client().fins());
        assertEquals(0, c.client().synAcks());
        assertEquals(600, c.server().rsts());
    }

    @Test
    void shouldCountBytesOnceWhenTheyAreSentAgainOrProbeOrStandInAReset() throws Exception {
        file.client(0, ACK, 100, 900, 50, 1_000);
        file.client(100, ACK, 120, 900, 60, 1_000);
        file.server(200, ACK, 900, 180, 0, 0);
        file.client(300, ACK, 179, 900, 1, 1_000);
        file.client(400, RST | ACK, 180, 900, 7, 1_000);
        Connection c = file.connection(folder);
        assertEquals(118, c.client().bytes());
        assertEquals(80, c.client().uniqueBytes());
    }
}
