package io.wirecause.tcp;

import static io.wirecause.tcp.TcpTalk.ACK;
import static io.wirecause.tcp.TcpTalk.FIN;
import static io.wirecause.tcp.TcpTalk.RST;
import static io.wirecause.tcp.TcpTalk.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Causes of which the packets show only what follows, and what looks much like them. */
@ParameterizedClass
@EnumSource
class NamedCausesTest {
    @Parameter
    private TcpTalk.Way way;
    @TempDir
    Path folder;
    private TcpTalk talk;

    @BeforeEach
    void connect() {
        talk = new TcpTalk(way);
    }

    private Finding first() throws Exception {
        return talk.findings(folder).get(0);
    }

    @Test
    void shouldTellWhoAnswersInPlaceOfTheOneThatWasAsked() throws Exception {
        talk.client(0, SYN, 0, 0, 0).answeredElsewhere(10, 1).client(1_000, SYN, 0, 0, 0).answeredElsewhere(1_010, 1)
                .later(9_000);
        assertEquals("error:syn_answered_elsewhere", talk.told(folder));
        assertTrue(talk.worst(folder).contains("77"), talk.worst(folder));
        assertEquals(Confidence.HIGH, first().confidence());
    }

    @Test
    void shouldNotJoinASynWithAnAnswerToAnotherNumber() throws Exception {
        talk.client(0, SYN, 0, 0, 0).answeredElsewhere(10, 4_711).client(1_000, SYN, 0, 0, 0).later(9_000);
        assertFalse(talk.told(folder).contains("elsewhere"), talk.told(folder));
        assertTrue(talk.told(folder).startsWith("error:syn_unanswered"), talk.told(folder));
    }

    /** Three SYNs each of two clients get no answer for five seconds, while the request of another one waits, or does not. */
    private void crowd(double answerAt) {
        talk.handshake(0).client(11, ACK, 1, 1, 100).server(21, ACK, 1, 101, 0).server(answerAt, ACK, 1, 101, 200)
                .client(answerAt + 1, ACK, 101, 201, 0);
        for (int client = 0; client < 2; client++) {
            int at = 100 + 200 * client;
            talk.next().client(at, SYN, 0, 0, 0).client(at + 1_000, SYN, 0, 0, 0).client(at + 3_000, SYN, 0, 0, 0)
                    .exchange(at + 7_000);
        }
    }

    @Test
    void shouldTellThatAnAcceptQueueIsFullWhenOthersWaitAndNothingButSynsIsIgnored() throws Exception {
        crowd(6_900);
        assertEquals("warning:accept_queue_full warning:slow_server", talk.told(folder));
        assertTrue(talk.worst(folder).contains("6 SYNs ignored while 1 connection waited up to 6.88 s"), talk.worst(folder));
        assertEquals(Confidence.MEDIUM, first().confidence());
    }

    @Test
    void shouldNotTellSoWhenTheServerAnswersOthersAtOnce() throws Exception {
        crowd(30);
        assertEquals("warning:setup_delayed", talk.told(folder));
    }

    @Test
    void shouldNotTellSoOfALoneConnectionOnWhichTheServerIsSlow() throws Exception {
        for (int i = 0; i < 6; i++) {
            talk.client(1_000 * i, SYN, 0, 0, 0);
        }
        talk.handshake(9_000);
        for (int i = 0; i < 4; i++) {
            int at = 9_100 + 900 * i;
            talk.client(at, ACK, 1 + 100 * i, 1 + 200 * i, 100).server(at + 700, ACK, 1 + 200 * i, 101 + 100 * i, 200)
                    .client(at + 701, ACK, 101 + 100 * i, 201 + 200 * i, 0);
        }
        assertEquals("warning:setup_delayed", talk.told(folder));
    }

    @Test
    void shouldNotTellSoWhenThePathLosesDataToo() throws Exception {
        crowd(6_900);
        talk.next().exchange(50).client(400, ACK, 101, 201, 100).client(700, ACK, 101, 201, 100).server(720, ACK, 201, 201, 0);
        assertTrue(talk.told(folder).contains("warning:setup_delayed"), talk.told(folder));
    }

    @Test
    void shouldTellThatAServerHasNotTakenAnAckThatItAnswersWithItsSynAckAgain() throws Exception {
        talk.handshake(0).client(11, ACK, 1, 1, 100).client(230, ACK, 1, 1, 100).client(660, ACK, 1, 1, 100)
                .server(1_010, SYN | ACK, 0, 1, 0).client(1_011, ACK, 101, 1, 0).client(1_500, ACK, 1, 1, 100)
                .server(1_510, ACK, 1, 101, 0).server(1_530, ACK, 1, 101, 200).client(1_531, ACK, 101, 201, 0);
        assertTrue(talk.told(folder).startsWith("warning:accept_queue_full"), talk.told(folder));
        assertFalse(talk.told(folder).contains("packet_loss"), talk.told(folder));
        assertEquals(Confidence.HIGH, first().confidence());
    }

    @Test
    void shouldSayNothingOfAServerThatWaitsForDataBeforeItAccepts() throws Exception {
        talk.handshake(0).server(1_010, SYN | ACK, 0, 1, 0).client(1_011, ACK, 1, 1, 0).client(1_500, ACK, 1, 1, 100)
                .server(1_530, ACK, 1, 101, 200).client(1_531, ACK, 101, 201, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    private void ended(int times, int flags, int answer) {
        for (int i = 0; i < times; i++) {
            double at = 500 * i;
            talk.next().handshake(at).client(at + 11, ACK, 1, 1, 150).server(at + 21, ACK, 1, 151, answer)
                    .server(at + 80, flags | ACK, 1 + answer, 151, 0);
            if (flags == FIN) {
                talk.client(at + 81, FIN | ACK, 151, 2 + answer, 0).server(at + 91, ACK, 2 + answer, 152, 0);
            }
        }
    }

    @Test
    void shouldTellThatAServerEndsConnectionsWithoutAnAnswer() throws Exception {
        ended(4, FIN, 0);
        assertEquals("warning:closed_without_answer", talk.told(folder));
        talk = new TcpTalk(way);
        ended(3, RST, 0);
        assertEquals("error:closed_without_answer", talk.told(folder));
    }

    @Test
    void shouldNotTellSoOfTwoNorWhereItAnswersMost() throws Exception {
        ended(2, FIN, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
        ended(6, FIN, 40);
        ended(2, FIN, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldNotTellSoOfClientsThatHaveNothingToWaitFor() throws Exception {
        for (int i = 0; i < 5; i++) {
            double at = 500 * i;
            talk.next().handshake(at).client(at + 11, ACK, 1, 1, 150).client(at + 12, FIN | ACK, 151, 1, 0)
                    .server(at + 21, ACK, 1, 152, 0).server(at + 22, FIN | ACK, 1, 152, 0).client(at + 23, ACK, 152, 2, 0);
        }
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    /** Exchanges every 200 ms, silence, and a request. */
    private void silence(double ms) {
        talk.exchange(0).client(231, ACK, 101, 201, 100).server(250, ACK, 201, 201, 200).client(251, ACK, 201, 401, 0)
                .client(251 + ms, ACK, 201, 401, 100);
    }

    @Test
    void shouldBlameASilenceThatIsFarLongerThanThoseBefore() throws Exception {
        silence(1_500);
        talk.server(1_761, RST, 401, 0, 0);
        assertEquals("error:reset_after_idle", talk.told(folder));
        assertTrue(talk.worst(folder).contains("silent for up to 1.5 s before, longer than ever"), talk.worst(folder));
        assertEquals(Confidence.LOW, first().confidence());
        talk = new TcpTalk(way);
        silence(30_000);
        talk.server(30_261, RST, 401, 0, 0);
        assertEquals(Confidence.MEDIUM, first().confidence());
    }

    @Test
    void shouldNotBlameASilenceNoLongerThanAnotherNorOneThatTheServerEnded() throws Exception {
        silence(220);
        talk.server(481, RST, 401, 0, 0);
        assertEquals("error:connection_reset", talk.told(folder));
        talk = new TcpTalk(way).exchange(0).client(40, ACK, 101, 201, 100).server(60, ACK, 201, 201, 0)
                .server(940, ACK, 201, 201, 200).client(941, ACK, 201, 401, 100).server(950, RST, 401, 0, 0);
        assertEquals("error:connection_reset", talk.told(folder));
    }

    @Test
    void shouldTellThatAConnectionIsGoneWhenWhatEndsASilenceGetsNoAnswer() throws Exception {
        silence(40_000);
        double at = 40_251;
        for (int i = 0; i < 6; i++) {
            at += 220 << i;
            talk.client(at, ACK, 201, 401, 100);
        }
        assertEquals("error:silent_after_idle", talk.told(folder));
        assertTrue(talk.worst(folder).contains("silent for up to 40 s, longer than ever before; then the server answers none"),
                talk.worst(folder));
    }

    @Test
    void shouldNotBlameTheSilenceWhenThePeerAnsweredSomethingAfterIt() throws Exception {
        silence(40_000);
        talk.server(40_270, ACK, 401, 301, 200).client(40_271, ACK, 301, 601, 0).client(40_300, ACK, 301, 601, 100);
        double at = 40_300;
        for (int i = 0; i < 6; i++) {
            at += 220 << i;
            talk.client(at, ACK, 301, 601, 100);
        }
        assertEquals("error:peer_unresponsive", talk.told(folder));
    }

    /** An upload of 120 kB, a segment at a time, whose round trips grow with each by so many milliseconds. */
    private void upload(double growth) {
        talk.handshake(0);
        double at = 11;
        for (int i = 0; i < 85; i++) {
            double trip = 10 + Math.min(400, i * growth);
            talk.client(at, ACK, 1 + 1_420 * i, 1, 1_420).server(at + trip, ACK, 1, 1 + 1_420 * (i + 1), 0);
            at += trip + 0.1;
        }
    }

    @Test
    void shouldTellThatATransferFillsAQueueInWhichOthersWait() throws Exception {
        upload(12);
        assertEquals("note:queueing_delay", talk.told(folder));
        talk.next().client(9_000, SYN, 0, 0, 0).exchange(10_050);
        assertEquals("warning:queueing_delay", talk.told(folder));
        assertTrue(talk.worst(folder).contains("grows from 10 ms without load to 4"), talk.worst(folder));
        assertTrue(talk.worst(folder).contains("1 other connection at that time took up to 1.06 s"), talk.worst(folder));
    }

    @Test
    void shouldNotTellSoWhenTheRoundTripStaysShort() throws Exception {
        upload(0.2);
        talk.next().client(500, SYN, 0, 0, 0).exchange(1_550);
        assertEquals("warning:setup_delayed", talk.told(folder));
    }

    /** A download of three segments each so many milliseconds, into a window of three. */
    private void download(double ms) {
        byte[] none = {};
        talk.client(0, SYN, 0, 0, 0).server(10, SYN | ACK, 0, 1, 0).client(10.1, ACK, 1, 1, none, 64, 4_380)
                .client(10.2, ACK, 1, 1, new byte[50], 64, 4_380).server(20.2, ACK, 1, 51, 0);
        for (int i = 0; i < 150; i++) {
            double at = 21 + ms * i;
            for (int segment = 0; segment < 3; segment++) {
                talk.server(at + 0.01 * segment, ACK, 1 + 4_380 * i + 1_460 * segment, 51, 1_460);
            }
            talk.client(at + 0.05, ACK, 51, 1 + 4_380 * (i + 1), none, 64, 4_380);
        }
    }

    @Test
    void shouldTellThatAWindowInEachRoundTripSetsThePaceWhereverTheCaptureWasTaken() throws Exception {
        download(10.3);
        assertEquals("warning:window_limited", talk.told(folder));
        assertTrue(talk.worst(folder).contains("never more than 4380 bytes, at most 3.47 Mbit/s at a round trip of 10.1 ms; "
                + "no window scaling: the client's SYN lacks it"), talk.worst(folder));
    }

    @Test
    void shouldNotTellSoOfATransferThatIsSlowerThanItsWindow() throws Exception {
        download(21);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    /** Connections on which a request meets the FIN with which the server ends a silence, of so many seconds each. */
    private void races(double... silences) {
        double at = 0;
        for (double silence : silences) {
            double end = at + 30 + 1_000 * silence;
            talk.next().exchange(at).client(end - 10, ACK, 101, 201, 300).server(end, FIN | ACK, 201, 101, 0)
                    .client(end + 0.1, ACK, 401, 202, 0).server(end + 10, RST, 202, 0, 0);
            at = end + 500;
        }
    }

    @Test
    void shouldTellTheIdleTimeoutOfAServerWhoseCloseMeetsRequests() throws Exception {
        races(5, 5.2);
        assertEquals("warning:request_met_close", talk.told(folder));
        assertTrue(talk.worst(folder).contains("met the server's close after 5 s of silence"), talk.worst(folder));
        assertTrue(talk.worst(folder).contains("the server closes after 5 s of silence, the same on 2 connections"),
                talk.worst(folder));
        assertTrue(first().hint().contains("drop idle connections before 5 s"), first().hint());
        talk.next().exchange(20_000).server(25_060, FIN | ACK, 201, 101, 0).client(25_061, FIN | ACK, 101, 202, 0)
                .server(25_070, ACK, 202, 102, 0);
        assertTrue(talk.worst(folder).contains("the same on 3 connections: its idle timeout"), "one closed in peace");
        talk.next().exchange(30_000).server(32_000, FIN | ACK, 201, 101, 0).client(32_001, FIN | ACK, 101, 202, 0);
        assertTrue(talk.worst(folder).contains("the same on 3 connections: its idle timeout"), "one closed for other reasons");
    }

    @Test
    void shouldNotTellATimeoutWhereTheSilencesDifferOrThereIsNone() throws Exception {
        races(2, 9);
        assertTrue(talk.worst(folder).contains("met the server's close and was lost"), talk.worst(folder));
        assertTrue(talk.worst(folder).contains("after 2 s to 9 s of silence on 2 connections, so at no fixed timeout"),
                talk.worst(folder));
        talk = new TcpTalk(way);
        races(0.05);
        assertTrue(talk.worst(folder).contains("closed right after it had sent something, so no idle timeout"),
                talk.worst(folder));
    }

    @Test
    void shouldMeasureTheSilenceUpToTheGoodbyeAndAtTheServerToo() throws Exception {
        byte[] goodbye = new byte[24];
        goodbye[0] = 23;
        goodbye[1] = 3;
        goodbye[2] = 3;
        goodbye[4] = 19;
        talk.exchange(0).server(5_030, ACK, 201, 101, goodbye, 60, 60_000).server(5_030.1, FIN | ACK, 225, 101, 0)
                .client(5_040, ACK, 101, 201, 400).server(5_040.1, RST, 226, 0, 0);
        assertEquals("warning:request_met_close", talk.told(folder));
        assertTrue(talk.worst(folder).contains("closed after 5 s of silence, likely its idle timeout"), talk.worst(folder));
    }

    /** Requests that are answered at once, so many milliseconds between an answer and the next. */
    private void turns(int times, double pause) {
        talk.handshake(0);
        double at = 11;
        for (int i = 0; i < times; i++) {
            talk.client(at, ACK, 1 + 100 * i, 1 + 200 * i, 100).server(at + 10, ACK, 1 + 200 * i, 101 + 100 * i, 200)
                    .client(at + 10.1, ACK, 101 + 100 * i, 201 + 200 * i, 0);
            at += 10 + pause;
        }
    }

    @Test
    void shouldNoteThatTheTimePassesAtTheClient() throws Exception {
        turns(8, 400);
        assertEquals("note:slow_client", talk.told(folder));
        assertTrue(talk.worst(folder).contains("whose time mostly passes at the client, up to 9"), talk.worst(folder));
    }

    @Test
    void shouldNotNoteItOfAClientThatIsIdleOrHurries() throws Exception {
        turns(6, 8_000);
        assertEquals("", talk.told(folder));
        talk = new TcpTalk(way);
        turns(40, 5);
        assertEquals("", talk.told(folder));
    }

    @Test
    void shouldTellThatAClientUsesItsPortsAgainTooSoon() throws Exception {
        talk.exchange(0).client(50, FIN | ACK, 101, 201, 0).server(60, FIN | ACK, 201, 102, 0).client(61, ACK, 102, 202, 0);
        talk.again().client(4_061, SYN, 0, 0, 0).server(4_071, ACK, 202, -6_999_898, 0).client(5_061, SYN, 0, 0, 0)
                .server(5_071, ACK, 202, -6_999_898, 0).client(7_061, SYN, 0, 0, 0).later(20_000);
        assertTrue(talk.told(folder).startsWith("error:syn_challenged"), talk.told(folder));
        assertTrue(talk.worst(folder).contains("used again 4 s after the earlier connection's last packet at the soonest, where "
                + "a client has used 1 port to the server"), talk.worst(folder));
    }

    @Test
    void shouldTellThatAClientRunsOutOfPortsWhereItUsesMostOfThemAgain() throws Exception {
        for (int i = 0; i < 4; i++) {
            talk.next().exchange(1_000 * i).client(1_000 * i + 50, FIN | ACK, 101, 201, 0)
                    .server(1_000 * i + 60, FIN | ACK, 201, 102, 0).client(1_000 * i + 61, ACK, 102, 202, 0);
        }
        for (int i = 0; i < 4; i++) {
            talk.back(i).client(9_000 + i, SYN, 0, 0, 0).server(9_010 + i, ACK, 202, -1, 0).client(10_000 + i, SYN, 0, 0, 0)
                    .server(10_010 + i, ACK, 202, -1, 0);
        }
        talk.later(30_000);
        assertTrue(talk.told(folder).startsWith("error:syn_challenged"), talk.told(folder));
        assertTrue(talk.worst(folder).contains("has used 4 ports to the server: it runs out of ports"), talk.worst(folder));
    }
}
