package io.wirecause.tcp;

import static io.wirecause.tcp.TcpTalk.ACK;
import static io.wirecause.tcp.TcpTalk.FIN;
import static io.wirecause.tcp.TcpTalk.RST;
import static io.wirecause.tcp.TcpTalk.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.tcp.report.ConnectionDetails;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server is slow only where it was asked; what it says by itself, or to say good-bye, may come when it likes. */
@ParameterizedClass
@EnumSource
class SlowAnswersTest {
    private static final int WINDOW = 60_000;

    @Parameter
    private TcpTalk.Way way;
    @TempDir
    Path folder;
    private TcpTalk talk;

    @BeforeEach
    void exchange() {
        talk = new TcpTalk(way).exchange(0);
    }

    /** One TLS record. */
    private static byte[] record(int type, int bytes) {
        byte[] record = new byte[bytes];
        record[0] = (byte) type;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (bytes - 5 >> 8);
        record[4] = (byte) (bytes - 5);
        return record;
    }

    @Test
    void shouldBlameAServerThatTakesLongToAnswer() throws Exception {
        talk.client(40, ACK, 101, 201, 90).server(60, ACK, 201, 191, 0).server(2_560, ACK, 201, 191, 700)
                .client(2_561, ACK, 191, 901, 0);
        assertEquals("warning:slow_server", talk.told(folder));
        assertTrue(talk.worst(folder).contains("longest answer after 2.51 s"), talk.worst(folder));
        assertEquals(List.of(9L), talk.findings(folder).get(0).frames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"530 Login incorrect.\r\n", "535 5.7.8 Authentication failed\r\n", "-ERR [AUTH] no\r\n",
        "a1 NO [AUTHENTICATIONFAILED] no\r\n", "\r\nLogin incorrect\r\nlogin: "})
    void shouldNotBlameAServerThatRefusesALoginLateOnPurpose(String refusal) throws Exception {
        byte[] answer = refusal.getBytes(StandardCharsets.US_ASCII);
        talk.client(40, ACK, 101, 201, 10).server(60, ACK, 201, 111, 0).server(2_560, ACK, 201, 111, answer, 60, WINDOW)
                .client(2_561, ACK, 111, 201 + answer.length, 6).server(2_570, ACK, 201 + answer.length, 117, 14);
        assertEquals("note:slow_server", talk.told(folder));
        assertTrue(talk.worst(folder).contains("refused a login, and waited"), talk.worst(folder));
    }

    @Test
    void shouldStillBlameAServerThatIsSlowWithOtherAnswersToo() throws Exception {
        byte[] answer = "530 Login incorrect.\r\n".getBytes(StandardCharsets.US_ASCII);
        talk.client(40, ACK, 101, 201, 10).server(60, ACK, 201, 111, 0).server(2_560, ACK, 201, 111, answer, 60, WINDOW)
                .client(2_561, ACK, 111, 201 + answer.length, 10).server(6_570, ACK, 201 + answer.length, 121, 14)
                .client(6_571, ACK, 121, 215 + answer.length, 5);
        assertEquals("warning:slow_server", talk.told(folder));
    }

    @Test
    void shouldBlameItTooWhereItClosesBehindTheAnswer() throws Exception {
        talk.client(40, ACK, 101, 201, 90).server(60, ACK, 201, 191, 0).server(2_560, ACK, 201, 191, 700)
                .server(2_600.1, FIN | ACK, 901, 191, 0).client(2_601, ACK, 191, 902, 0);
        assertEquals("warning:slow_server", talk.told(folder));
    }

    @Test
    void shouldNotTakeAGoodByeForAnAnswer() throws Exception {
        talk.client(40, ACK, 101, 201, record(23, 120), 64, WINDOW).server(60, ACK, 201, 221, 0)
                .server(20_040, ACK, 201, 221, record(21, 31), 60, WINDOW).server(20_040.1, FIN | ACK, 232, 221, 0)
                .client(20_041, ACK, 221, 233, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, record(23, 120), 64, WINDOW).server(60, ACK, 201, 221, 0)
                .server(20_040, ACK, 201, 221, record(23, 60), 60, WINDOW).server(20_040.1, RST | ACK, 261, 221, 0);
        assertTrue(!talk.told(folder).contains("slow_server"), talk.told(folder));
    }

    @Test
    void shouldNotWaitForAnAnswerToWhatAsksForNone() throws Exception {
        talk.client(40, ACK, 101, 201, record(23, 38), 64, WINDOW).server(60, ACK, 201, 139, 0)
                .server(9_000, ACK, 201, 139, record(23, 400), 60, WINDOW).client(9_001, ACK, 139, 601, 0);
        assertTrue(talk.isHealthy(folder), "a frame that only acknowledges: " + talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, record(23, 24), 64, WINDOW)
                .client(41, FIN | ACK, 125, 201, 0).server(60, ACK, 201, 126, 0)
                .server(3_000, FIN | ACK, 201, 126, record(23, 24), 60, WINDOW)
                .client(3_001, ACK, 126, 226, 0);
        assertTrue(talk.isHealthy(folder), "a hidden alert: " + talk.told(folder));
    }

    @Test
    void shouldNotTakePingsThatTheClientEchoesForAnswers() throws Exception {
        int sequence = 201;
        int acknowledged = 101;
        for (int i = 1; i < 4; i++) {
            talk.server(15_000 * i, ACK, sequence, acknowledged, 8).client(15_000 * i + 5, ACK, acknowledged, sequence + 8, 8)
                    .server(15_000 * i + 25, ACK, sequence + 8, acknowledged + 8, 0);
            sequence += 8;
            acknowledged += 8;
        }
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldNotTakeEventsThatTheClientConfirmsForAnswers() throws Exception {
        int sequence = 201;
        int acknowledged = 101;
        for (int i = 1; i < 4; i++) {
            talk.server(4_000 * i, ACK, sequence, acknowledged, 60 + i)
                    .client(4_000 * i + 5, ACK, acknowledged, sequence + 60 + i, 15)
                    .server(4_000 * i + 25, ACK, sequence + 60 + i, acknowledged + 15, 0);
            sequence += 60 + i;
            acknowledged += 15;
        }
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldNotTakeTheServersOwnMessagesBehindAnUploadForAnswers() throws Exception {
        talk.client(40, ACK, 101, 201, 900).server(60, ACK, 201, 1_001, 0).server(8_000, ACK, 201, 1_001, 2)
                .client(8_001, ACK, 1_001, 203, 0).server(10_000, ACK, 203, 1_001, 2).client(10_001, ACK, 1_001, 205, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldNotBlameAnAnswerWhoseBeginningOrQuestionIsMissing() throws Exception {
        talk.client(40, ACK, 101, 201, 90).server(60, ACK, 201, 191, 0).server(2_600, ACK, 301, 191, 700);
        assertTrue(!talk.told(folder).contains("slow_server"), talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, 90).server(2_600, ACK, 201, 391, 700);
        assertTrue(!talk.told(folder).contains("slow_server"), talk.told(folder));
    }

    @Test
    void shouldCountTheClosedWindowOfASynProxyForTheServersSide() throws Exception {
        for (int wait : new int[] {700, 2_000}) {
            talk = new TcpTalk(way).client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 1, new byte[0], 60, 0)
                    .client(10.1, ACK, 1, 1, 0).server(10 + wait, ACK, 1, 1, 0).client(11 + wait, ACK, 1, 1, 300)
                    .server(30 + wait, ACK, 1, 301, 700)
                    .client(31 + wait, ACK, 301, 701, 0);
            assertEquals("warning:zero_window", talk.told(folder));
            assertTrue(talk.worst(folder).contains("SYN-ACK with window 0"), talk.worst(folder));
            ConnectionDetails.TimeBreakdown time = ConnectionDetails.of(talk.connections(folder).get(0)).time();
            assertEquals(wait / 1_000.0, time.serverSeconds(), 0.05);
            assertEquals(0, time.clientSeconds(), 0.01);
        }
    }
}
