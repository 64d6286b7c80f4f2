package io.wirecause.tcp;

import static io.wirecause.tcp.TcpTalk.ACK;
import static io.wirecause.tcp.TcpTalk.FIN;
import static io.wirecause.tcp.TcpTalk.RST;
import static io.wirecause.tcp.TcpTalk.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who resets, why, and what it cost; and where a side fell silent instead. */
@ParameterizedClass
@EnumSource
class ResetFindingsTest {
    private static final byte[] NOTHING = {};
    /** An encrypted alert of TLS 1.2. */
    private static final byte[] CLOSE_NOTIFY = Arrays.copyOf(new byte[] {21, 3, 3, 0, 26}, 31);

    @Parameter
    private TcpTalk.Way way;
    @TempDir
    Path folder;
    private TcpTalk talk;

    @BeforeEach
    void exchange() {
        talk = new TcpTalk(way).exchange(0);
    }

    @Test
    void shouldTellAnAbortFromAHostThatKnowsNoSuchConnection() throws Exception {
        talk.client(40, ACK, 101, 201, 50).server(60, RST | ACK, 201, 151, 0);
        assertEquals("error:connection_reset", talk.told(folder));
        assertTrue(talk.worst(folder).contains("RST,ACK: an application or its host aborts"), talk.worst(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, 50).server(60, RST, 201, 0, 0);
        assertTrue(talk.worst(folder).contains("bare RST at the number last acknowledged"), talk.worst(folder));
        assertTrue(talk.worst(folder).contains("reset by a server that knows no such connection"), talk.worst(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, 50).server(60, RST, 3_000, 0, 0);
        assertTrue(talk.worst(folder).contains("reset before the close"), "a RST of some other number");
    }

    @Test
    void shouldTakeAResetBehindTheOthersAcknowledgedFinForAClose() throws Exception {
        talk.client(40, FIN | ACK, 101, 201, 0).server(50, ACK, 201, 102, 0).server(50.1, RST | ACK, 201, 102, 0);
        assertEquals("note:connection_reset", talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, FIN | ACK, 101, 201, 0).server(50, RST | ACK, 201, 102, 0);
        assertEquals("note:connection_reset", talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, CLOSE_NOTIFY, 64, 60_000)
                .client(40.1, FIN | ACK, 132, 201, 0).server(50, RST, 201, 0, 0);
        assertEquals("note:connection_reset", talk.told(folder));
    }

    @Test
    void shouldStillBlameAResetThatLosesDataBehindAFin() throws Exception {
        talk.client(40, FIN | ACK, 101, 201, 0).server(50, ACK, 201, 102, 1_000).server(50.1, RST | ACK, 1_201, 102, 0);
        assertEquals("error:connection_reset", talk.told(folder));
    }

    @Test
    void shouldCallItAnIdleTimeoutWhenNobodyUsedTheConnection() throws Exception {
        for (int seconds : new int[] {30, 240, 3_600}) {
            talk = new TcpTalk(way).exchange(0).server(seconds * 1_000 + 31, RST | ACK, 201, 101, 0);
            assertEquals("warning:reset_after_idle", talk.told(folder));
            assertTrue(talk.worst(folder).contains("silent for up to " + seconds + " s"), talk.worst(folder));
            assertTrue(talk.worst(folder).contains("while nobody used it"), talk.worst(folder));
        }
        talk = new TcpTalk(way).exchange(0).client(240_000, RST, 101, 0, 0);
        assertEquals("note:reset_after_idle", talk.told(folder));
    }

    @Test
    void shouldSayThatItWasUsedAgainWhereItWas() throws Exception {
        talk.client(65_000, ACK, 101, 201, 80).server(65_020, RST, 201, 0, 0);
        assertEquals("error:reset_after_idle", talk.told(folder));
        assertTrue(talk.worst(folder).contains("when used again"), talk.worst(folder));
    }

    @Test
    void shouldNotBlameAPauseThatTheConnectionHadSurvivedBefore() throws Exception {
        talk.client(20_000, ACK, 101, 201, 100).server(20_030, ACK, 201, 201, 200).client(20_031, ACK, 201, 401, 0)
                .client(40_000, ACK, 201, 401, 100).server(40_010, RST | ACK, 401, 301, 0);
        assertEquals("error:connection_reset", talk.told(folder));
    }

    @Test
    void shouldBlameTheServerThatGivesUpARequestAfterALongTime() throws Exception {
        talk.client(40, ACK, 101, 201, 50).server(60, ACK, 201, 151, 0).server(60_000, RST | ACK, 201, 151, 0);
        assertEquals("error:connection_reset", talk.told(folder));
    }

    @Test
    void shouldNameTheDeviceByTheTtlOfAllOtherPackets() throws Exception {
        talk.client(40, ACK, 101, 201, 50).server(60, RST, 201, 0, NOTHING, 57, 0);
        assertEquals("error:reset_not_from_peer", talk.told(folder));
        talk.server(70, ACK, 201, 151, 200);
        assertTrue(talk.worst(folder).contains("packets of the peer follow the RST"), talk.worst(folder));
    }

    @Test
    void shouldCiteTheForgedResetThatTheReceiverIgnoredAndNotTheOneThatEndsTheConnection() throws Exception {
        talk = new TcpTalk(way).client(0, SYN, 0, 0, 0).server(5, RST | ACK, 77, -1_000, NOTHING, 52, 0)
                .server(10, SYN | ACK, 0, 1, 0).client(10.1, ACK, 1, 1, 0).client(11, ACK, 1, 1, 100)
                .server(30, ACK, 1, 101, 200).client(31, ACK, 101, 201, 0);
        assertEquals("warning:reset_not_from_peer", talk.told(folder));
        assertTrue(talk.worst(folder).contains("with TTL 52, its other packets have 60; the connection went on"),
                talk.worst(folder));
        assertEquals(List.of(2L), talk.findings(folder).get(0).frames());
        talk.client(40, ACK, 101, 201, 50).server(60, RST | ACK, 201, 151, 0);
        assertEquals("error:connection_reset warning:reset_not_from_peer", talk.told(folder));
        assertEquals(List.of(9L), talk.findings(folder).get(0).frames());
        assertEquals(List.of(2L), talk.findings(folder).get(1).frames());
    }

    @Test
    void shouldNotCallAnIgnoredResetForgedThatHasItsSendersTtl() throws Exception {
        talk = new TcpTalk(way).client(0, SYN, 0, 0, 0).server(5, RST | ACK, 77, -1_000, 0)
                .server(10, SYN | ACK, 0, 1, 0).client(10.1, ACK, 1, 1, 0).client(11, ACK, 1, 1, 100)
                .server(30, ACK, 1, 101, 200).client(31, ACK, 101, 201, 0);
        assertEquals("note:unacceptable_segment", talk.told(folder));
    }

    @Test
    void shouldNotTakeOneHopOrAPathThatFlapsForADevice() throws Exception {
        talk.client(40, ACK, 101, 201, 50).server(60, RST | ACK, 201, 151, NOTHING, 59, 0);
        assertEquals("error:connection_reset", talk.told(folder));
        talk = new TcpTalk(way).exchange(0).server(35, ACK, 201, 101, new byte[10], 55, 60_000).client(40, ACK, 101, 211, 50)
                .server(60, RST | ACK, 211, 151, NOTHING, 57, 0);
        assertEquals("error:connection_reset", talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, 50).server(60, RST | ACK, 201, 151, NOTHING, 124, 0);
        assertEquals("error:connection_reset", talk.told(folder));
    }

    @Test
    void shouldTellBothSilenceAndTtlWhereADeviceEndsAnIdleConnection() throws Exception {
        talk.server(240_000, RST, 201, 0, NOTHING, 57, 0);
        assertEquals("error:reset_not_from_peer", talk.told(folder));
        assertTrue(talk.worst(folder).matches(".*TTL 57.*240 s of silence.*"), talk.worst(folder));
    }

    @Test
    void shouldTellThatARequestMetTheCloseOfTheServer() throws Exception {
        talk.client(5_020, ACK, 101, 201, 400).server(5_030, FIN | ACK, 201, 101, 0).server(5_040, RST, 202, 0, 0)
                .client(5_050, ACK, 501, 202, 0);
        assertEquals("warning:request_met_close", talk.told(folder));
        assertTrue(talk.worst(folder).contains("400 bytes of the client"), talk.worst(folder));
        talk = new TcpTalk(way).exchange(0).server(5_030, FIN | ACK, 201, 101, 0).client(5_040, ACK, 101, 201, 400)
                .server(5_040.1, RST, 202, 0, 0);
        assertEquals("warning:request_met_close", talk.told(folder), "seen at the server");
        talk = new TcpTalk(way).exchange(0).client(5_020, ACK, 101, 201, 400)
                .server(5_030, ACK, 201, 101, CLOSE_NOTIFY, 60, 60_000).server(5_030.1, FIN | ACK, 232, 101, 0)
                .server(5_040, RST, 233, 0, 0);
        assertEquals("warning:request_met_close", talk.told(folder), "behind a good-bye of the server");
        talk = new TcpTalk(way).exchange(0).client(5_020, ACK, 101, 201, CLOSE_NOTIFY, 64, 60_000)
                .server(5_030, FIN | ACK, 201, 101, 0).server(5_040, RST, 202, 0, 0);
        assertTrue(talk.isHealthy(folder), "a good-bye is no request: " + talk.told(folder));
    }

    @Test
    void shouldTellThatThePeerAnswersNoKeepAlives() throws Exception {
        for (int i = 0; i < 5; i++) {
            talk.client(60_000 + 10_000 * i, ACK, 100, 201, 0);
        }
        assertEquals("error:peer_unresponsive", talk.told(folder));
        assertTrue(talk.worst(folder).contains("none of 5 keep-alives in 40 s"), talk.worst(folder));
        talk.client(110_000, RST | ACK, 101, 201, 0);
        assertEquals("error:peer_unresponsive", talk.told(folder));
        assertTrue(talk.worst(folder).contains("then the client gives up with a RST"), talk.worst(folder));
    }

    @Test
    void shouldSayNothingOfKeepAlivesThatAreAnswered() throws Exception {
        for (int i = 0; i < 5; i++) {
            talk.client(60_000 + 10_000 * i, ACK, 100, 201, 0).server(60_010 + 10_000 * i, ACK, 201, 101, 0);
        }
        assertEquals("", talk.told(folder));
    }

    @Test
    void shouldTellThatThePeerAnswersNoRetransmissions() throws Exception {
        for (int i = 0; i < 6; i++) {
            talk.client(100 + 300 * (1 << i), ACK, 101, 201, 100);
        }
        assertEquals("error:peer_unresponsive", talk.told(folder));
    }

    @Test
    void shouldNotCallAPeerSilentWhoseAnswersAreNotInTheCapture() throws Exception {
        for (int i = 0; i < 6; i++) {
            talk.client(100 + 300 * (1 << i), ACK, 101, 901, 100);
        }
        assertTrue(!talk.told(folder).contains("peer_unresponsive"), talk.told(folder));
    }

    @Test
    void shouldOnlyNoteThatTheLastFinStaysUnanswered() throws Exception {
        talk.server(40, FIN | ACK, 201, 101, 0).client(41, ACK, 101, 202, 0).client(42, FIN | ACK, 101, 202, 0);
        for (int i = 0; i < 6; i++) {
            talk.client(300 * (1 << i), FIN | ACK, 101, 202, 0);
        }
        assertEquals("note:peer_unresponsive", talk.told(folder));
    }

    @Test
    void shouldSayThatTheClientGaveUpWaitingForAnAnswer() throws Exception {
        talk.client(100, ACK, 101, 201, 100).server(110, ACK, 201, 201, 0).client(15_100, RST | ACK, 201, 201, 0);
        assertEquals("error:slow_server", talk.told(folder));
        assertTrue(talk.worst(folder).contains("15 s"), talk.worst(folder));
    }
}
