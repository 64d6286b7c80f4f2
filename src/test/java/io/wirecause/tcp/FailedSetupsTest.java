package io.wirecause.tcp;

import static io.wirecause.tcp.TcpTalk.ACK;
import static io.wirecause.tcp.TcpTalk.ECN;
import static io.wirecause.tcp.TcpTalk.FIN;
import static io.wirecause.tcp.TcpTalk.RST;
import static io.wirecause.tcp.TcpTalk.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Party;
import io.wirecause.tcp.connection.Connection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way in which a set-up can fail is told, and what only looks like it is not. */
@ParameterizedClass
@EnumSource
class FailedSetupsTest {
    @Parameter
    private TcpTalk.Way way;
    @TempDir
    Path folder;
    private TcpTalk talk;

    @BeforeEach
    void connect() {
        talk = new TcpTalk(way);
    }

    @Test
    void shouldTellThatNobodyAnswersOnceAnAnswerIsOverdue() throws Exception {
        talk.client(0, SYN, 0, 0, 0).later(2_900);
        assertEquals("note:syn_unanswered", talk.told(folder));
        talk.later(3_100);
        assertEquals("error:syn_unanswered", talk.told(folder));
    }

    @Test
    void shouldTellThatNobodyAnswersWhenTheSynWasSentAgainBeforeTheEnd() throws Exception {
        talk.client(0, SYN, 0, 0, 0).client(1_000, SYN, 0, 0, 0);
        assertEquals("error:syn_unanswered", talk.told(folder));
    }

    @Test
    void shouldStillTellThatNobodyAnsweredWhenTheClientGivesUpWithAReset() throws Exception {
        talk.client(0, SYN, 0, 0, 0).client(1_000, SYN, 0, 0, 0).client(2_500, RST, 1, 0, 0);
        assertEquals("error:syn_unanswered", talk.told(folder));
        assertTrue(talk.worst(folder).contains("1 given up with a RST of the client"), talk.worst(folder));
    }

    @Test
    void shouldBlameNobodyWhenTheClientGivesUpAtOnce() throws Exception {
        talk.client(0, SYN, 0, 0, 0).client(1, RST, 1, 0, 0).later(9_000);
        assertEquals("note:syn_unanswered", talk.told(folder));
    }

    @Test
    void shouldTellThatTheClientClosedFirstWhereTheServerAnswersThatWithAReset() throws Exception {
        talk.client(0, SYN, 0, 0, 0).client(8, FIN | ACK, 1, 1, 0).server(10, SYN | ACK, 0, 1, 0).server(20, RST, 1, 0, 0);
        assertEquals("warning:handshake_reset", talk.told(folder));
        assertTrue(talk.worst(folder).contains("closed by the client before the SYN-ACK came, then reset by the server"),
                talk.worst(folder));
        assertEquals(Party.CLIENT, talk.findings(folder).get(0).party());
    }

    @Test
    void shouldTellWhoResetsRightAfterTheSynAck() throws Exception {
        talk.client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 1, 0).server(20, RST | ACK, 1, 1, 0);
        assertEquals("error:handshake_reset", talk.told(folder));
        TcpTalk other = new TcpTalk(way).client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 1, 0).client(20, RST, 1, 0, 0);
        assertEquals("warning:handshake_reset", other.told(folder));
    }

    @Test
    void shouldNotTakeDataOfAnotherConnectionForProofThatAHalfOpenOneWasEstablished() throws Exception {
        talk.client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 1, 0).client(20, RST, 1, 0, 0).client(15_000, ACK, 1, 1, 109)
                .server(15_001, RST, 1, 0, 0);
        assertEquals("warning:handshake_reset", talk.told(folder));
    }

    @Test
    void shouldTellThatTheServerHoldsAnEarlierConnectionWhenItAnswersTheSynWithItsAck() throws Exception {
        talk.exchange(0).again();
        for (int i = 0; i < 3; i++) {
            int at = 1_000 * (1 << i);
            talk.client(at, SYN, 0, 0, 0).server(at + 10, ACK, 201, -6_999_899, 0);
        }
        assertEquals("error:syn_challenged", talk.told(folder));
        assertEquals(1, talk.connections(folder).stream().filter(Connection::hasFailed).count());
    }

    @Test
    void shouldTellItTooWhenTheClientResetsAndWhenItWorksInTheEnd() throws Exception {
        talk.client(0, SYN, 0, 0, 0).server(10, ACK, 201, -6_999_899, 0).client(10.1, RST, -6_999_899, 0, 0).later(4_000);
        assertEquals("error:syn_challenged", talk.told(folder));
        talk = new TcpTalk(way).client(0, SYN, 0, 0, 0).server(10, ACK, 201, -6_999_899, 0).client(10.1, RST, -6_999_899, 0, 0)
                .client(1_000, SYN, 0, 0, 0).server(1_010, SYN | ACK, 0, 1, 0).client(1_011, ACK, 1, 1, 0)
                .client(1_020, ACK, 1, 1, 50)
                .server(1_030, ACK, 1, 51, 60).client(1_031, ACK, 51, 61, 0);
        assertEquals("warning:syn_challenged", talk.told(folder));
        assertTrue(talk.worst(folder).contains("set up late: the server still held an earlier connection of these ports | 1 ACK "
                + "of an earlier connection instead of a SYN-ACK; set up by another SYN after 1.01 s"),
                talk.worst(folder));
    }

    @Test
    void shouldTellThatASynAckAcknowledgesAnotherSyn() throws Exception {
        for (int i = 0; i < 3; i++) {
            talk.client(1_000 * i, SYN, 0, 0, 0).server(1_000 * i + 10, SYN | ACK, 0, 5_000, 0)
                    .client(1_000 * i + 10.1, RST, 5_000, 0, 0);
        }
        talk.later(20_000);
        assertTrue(talk.told(folder).startsWith("error:syn_challenged"), talk.told(folder));
        assertTrue(talk.worst(folder).contains("3 SYN-ACKs in answer to another SYN"),
                talk.worst(folder));
        talk = new TcpTalk(way).client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 5_000, 0).client(10.1, RST, 5_000, 0, 0)
                .exchange(1_000);
        assertTrue(talk.told(folder).startsWith("warning:syn_challenged"), talk.told(folder));
    }

    /** A connection, closed, then SYNs from its ports without an answer, and perhaps a connection from another port. */
    private void useAgain(boolean answersOthers) {
        talk.exchange(0).client(40, FIN | ACK, 101, 201, 0).server(50, FIN | ACK, 201, 102, 0).client(50.1, ACK, 102, 202, 0)
                .again().client(1_000, SYN, 0, 0, 0).client(2_000, SYN, 0, 0, 0).client(4_000, SYN, 0, 0, 0);
        if (answersOthers) {
            talk.next().exchange(4_500);
        }
        talk.later(20_000);
    }

    @Test
    void shouldTellThatOnlySynsFromPortsUsedBeforeGetNoAnswer() throws Exception {
        useAgain(true);
        assertEquals("error:syn_unanswered", talk.told(folder));
        assertTrue(talk.worst(folder).contains("from ports of an earlier connection, while the server answered others"),
                talk.worst(folder));
        talk = new TcpTalk(way);
        useAgain(false);
        assertEquals("error:syn_unanswered", talk.told(folder));
        assertTrue(talk.worst(folder).startsWith("1 connection got no answer to the SYN |"), talk.worst(folder));
    }

    @Test
    void shouldCallASynSentAgainALateSetUpAndNoLoss() throws Exception {
        talk.client(0, SYN, 0, 0, 0).exchange(1_000);
        assertEquals("warning:setup_delayed", talk.told(folder));
        assertTrue(talk.worst(folder).contains("1.01 s at most"), talk.worst(folder));
        assertEquals(List.of(2L), talk.findings(folder).get(0).frames());
    }

    @Test
    void shouldTellThatOnlyASynWithoutEcnIsAnswered() throws Exception {
        talk.client(0, SYN | ECN, 0, 0, 0).client(1_000, SYN | ECN, 0, 0, 0).exchange(3_000);
        assertEquals("warning:setup_delayed", talk.told(folder));
        assertTrue(talk.worst(folder).contains("only when the SYN came without ECN"), talk.worst(folder));
    }

    @Test
    void shouldSayNothingOfASynAckThatComesAgainBehindTheAck() throws Exception {
        talk.handshake(0).server(1_010, SYN | ACK, 0, 1, 0).client(1_010.1, ACK, 1, 1, 0).server(3_010, SYN | ACK, 0, 1, 0)
                .client(3_010.1, ACK, 1, 1, 0).client(5_000, ACK, 1, 1, 100).server(5_020, ACK, 1, 101, 200)
                .client(5_020.1, ACK, 101, 201, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldTellOfAHandshakeThatTheClientNeverCompletesOnceThatIsOverdue() throws Exception {
        talk.client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 1, 0).later(2_000);
        assertEquals("note:handshake_incomplete", talk.told(folder));
        talk.later(3_100);
        assertEquals("error:handshake_incomplete", talk.told(folder));
    }

    @Test
    void shouldNotBelieveThatHandshakesFailedWhereTheCaptureHoldsNothingButSyns() throws Exception {
        for (int i = 0; i < 4; i++) {
            talk.next().client(100 * i, SYN, 0, 0, 0).server(100 * i + 10, SYN | ACK, 0, 1, 0);
        }
        talk.later(20_000);
        assertEquals("note:handshake_incomplete", talk.told(folder));
    }

    @Test
    void shouldNotMissAnswersOfAServerOfWhichTheCaptureHoldsNothing() throws Exception {
        talk.client(0, SYN, 0, 0, 0).client(10, ACK, 1, 1, 0).client(11, ACK, 1, 1, 100).client(30, ACK, 101, 301, 0).next()
                .client(50, SYN, 0, 0, 0).later(9_000);
        assertEquals("note:syn_unanswered", talk.told(folder));
    }

    @Test
    void shouldNotTakeASynThatComesTwiceAtOnceForOneThatIsOverdue() throws Exception {
        talk.client(0, SYN, 0, 0, 0).client(150, SYN, 0, 0, 0);
        assertEquals("note:syn_unanswered", talk.told(folder));
    }

    @Test
    void shouldKnowNothingOfAnAttemptFromASynAckAlone() throws Exception {
        talk.server(0, SYN | ACK, 0, 1, 0).later(9_000);
        assertEquals("note:handshake_incomplete", talk.told(folder));
        assertFalse(talk.connections(folder).get(0).hasFailed());
    }

    @Test
    void shouldNotTakeImpossibleFlagsForAnAttempt() throws Exception {
        talk.client(0, SYN | FIN, 0, 0, 0).next().client(1, SYN | RST, 0, 0, 0).next().client(2, 0, 0, 0, 0).next()
                .client(3, SYN | FIN | RST | 0x38, 0, 0, 0).later(9_000);
        assertTrue(talk.connections(folder).stream().noneMatch(Connection::hasFailed));
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldTellThatADeviceRefusesWhatTheServerTakesElsewhere() throws Exception {
        talk.exchange(0).next().client(100, SYN, 0, 0, 0).server(101, RST | ACK, 0, 1, new byte[0], 62, 0);
        assertEquals("error:reset_not_from_peer", talk.told(folder));
        TcpTalk own = new TcpTalk(way).exchange(0).next().client(100, SYN, 0, 0, 0).server(101, RST | ACK, 0, 1, 0);
        assertEquals("error:connection_refused", own.told(folder));
        TcpTalk oneHop = new TcpTalk(way).exchange(0).next().client(100, SYN, 0, 0, 0)
                .server(101, RST | ACK, 0, 1, new byte[0], 59, 0);
        assertEquals("error:connection_refused", oneHop.told(folder));
    }
}
