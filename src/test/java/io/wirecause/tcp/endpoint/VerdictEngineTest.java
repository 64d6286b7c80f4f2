package io.wirecause.tcp.endpoint;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.FIN;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.tcp.SegmentFile;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client sends segments of 100 bytes, numbered from 0; what decides is one kind of evidence at a time. */
class VerdictEngineTest {
    private static final long CLIENT = 0xffff_ff80L;
    private static final long SERVER = 900;
    private static final int WINDOW = 60_000;
    private static final int[] NOTHING = new int[0];

    @TempDir
    Path folder;

    private SegmentFile file;
    private long now;
    private int ipId;

    /** Captured half-way. */
    @BeforeEach
    void handshake() {
        handshake(20_000);
    }

    /** A round trip of 40 ms, of which the server's part is so long. */
    private void handshake(long serverPart) {
        file = new SegmentFile();
        file.client(0, SYN, CLIENT - 1, 0, 0, WINDOW);
        file.server(serverPart, SYN | ACK, SERVER - 1, CLIENT, 0, WINDOW);
        file.client(40_010, ACK, CLIENT, SERVER, 0, WINDOW);
        now = 50_000;
    }

    private void send(int segment, int... options) {
        file.setIpId(ipId);
        file.client(now += 10, ACK, CLIENT + 100L * segment, SERVER, 100, WINDOW, options);
        file.setIpId(0);
    }

    /** Sends with the next IP identification, or one so many before it. */
    private void sendNumbered(int segment, int behind) {
        ipId = ipId + 1 & 0xffff;
        int next = ipId;
        ipId = next - behind & 0xffff;
        send(segment);
        ipId = behind == 0 ? next : next - 1 & 0xffff;
    }

    /** The server acknowledges all below this segment. */
    private void answer(int segment, int... options) {
        file.server(now += 10, ACK, SERVER, CLIENT + 100L * segment, 0, WINDOW, options);
    }

    private static int[] tsVal(int value) {
        return new int[] {1, 1, 8, 10, value >>> 24, value >>> 16, value >>> 8, value, 0, 0, 0, 0};
    }

    /** A SACK block of whole segments, left to right. */
    private static int[] sack(int from, int to) {
        int left = (int) CLIENT + 100 * from;
        int right = (int) CLIENT + 100 * to;
        return new int[] {1, 1, 5, 10, left >>> 24, left >>> 16, left >>> 8, left,
            right >>> 24, right >>> 16, right >>> 8, right};
    }

    private static boolean isFromClient(Segment segment, Connection c) {
        return c.endpoint(segment.fromA() ? c.a() : c.b()).port() == 40_000;
    }

    private static String verdict(ConnectionTracker tracker) {
        return tracker.verdict().label() + " " + tracker.evidence().label();
    }

    /** The verdict on the last segment of the client, with its evidence. */
    private String last() throws Exception {
        List<String> all = new ArrayList<>();
        file.follow(folder, (segment, connection, tracker) -> {
            if (isFromClient(segment, connection)) {
                all.add(verdict(tracker));
            }
        });
        return all.get(all.size() - 1);
    }

    /** Whatever the cause, which these few segments do not show. */
    private void assertSentAgain(String evidence) throws Exception {
        String last = last();
        assertTrue(last.matches("retransmission:\\w+ " + evidence), last);
    }

    private EndpointState client() throws Exception {
        return file.connection(folder).client();
    }

    @Test
    void shouldCallItReorderedWhenItsTsValIsEarlier() throws Exception {
        send(0, tsVal(5));
        send(2, tsVal(7));
        send(1, tsVal(6));
        assertEquals("reordered tsval", last());
        assertEquals(0, client().retransmissions());
    }

    @Test
    void shouldCallItSentAgainWhenItsTsValIsLater() throws Exception {
        send(0, tsVal(5));
        send(2, tsVal(7));
        send(1, tsVal(8));
        assertSentAgain("tsval");
    }

    @Test
    void shouldCompareTsValsAcrossTheirWrap() throws Exception {
        send(0, tsVal(-2));
        send(2, tsVal(1));
        send(1, tsVal(-1));
        assertEquals("reordered tsval", last());
        send(4, tsVal(2));
        send(3, tsVal(0x1000));
        assertSentAgain("tsval");
    }

    @Test
    void shouldTrustTsValsBeforeIpIds() throws Exception {
        for (int i = 0; i < 6; i++) {
            ipId = 10 + i;
            send(i, tsVal(5));
        }
        ipId = 17;
        send(7, tsVal(7));
        ipId = 16;
        send(6, tsVal(8));
        assertSentAgain("tsval");
    }

    @Test
    void shouldAskIpIdsWhenTsValsAreTheSame() throws Exception {
        for (int i = 0; i < 6; i++) {
            ipId = 10 + i;
            send(i, tsVal(5));
        }
        ipId = 17;
        send(7, tsVal(5));
        ipId = 16;
        send(6, tsVal(5));
        assertEquals("reordered ip_id", last());
    }

    @Test
    void shouldFollowIpIdsAcrossTheirWrap() throws Exception {
        ipId = 0xfffa;
        for (int i = 0; i < 5; i++) {
            sendNumbered(i, 0);
        }
        assertEquals(0xffff, ipId);
        ipId = 2;
        send(6);
        ipId = 1;
        send(5);
        assertEquals("reordered ip_id", last());
        ipId = 3;
        send(8);
        ipId = 4;
        send(7);
        assertSentAgain("ip_id");
    }

    @Test
    void shouldNotTrustIpIdsThatAreRandom() throws Exception {
        int[] random = {0x3a11, 0xc402, 0x1100, 0x9f43, 0x5b21, 0xe001, 0x2202, 0x8123};
        for (int i = 0; i < random.length; i++) {
            ipId = random[i];
            send(i);
        }
        ipId = 0x9000;
        send(9);
        ipId = 0x8fff;
        send(8);
        assertEquals("reordered round_trip", last());
    }

    @Test
    void shouldTakeAGapFilledBesideItsSenderForSentAgain() throws Exception {
        handshake(40_000);
        send(0);
        send(2);
        now += 10_000;
        send(1);
        assertSentAgain("vantage");
    }

    @Test
    void shouldAskTheRoundTripWhenNothingElseTells() throws Exception {
        send(0);
        send(2);
        now += 10_000;
        send(1);
        assertEquals("reordered round_trip", last());
        send(4);
        now += 30_000;
        send(3);
        assertSentAgain("round_trip");
    }

    @Test
    void shouldCallItACopyWhenItsIpIdIsTheSame() throws Exception {
        sendNumbered(0, 0);
        sendNumbered(1, 0);
        now += 50_000;
        send(1);
        assertEquals("duplicate ip_id", last());
        assertEquals(0, client().retransmissions());
        assertEquals(200, client().uniqueBytes());
    }

    @Test
    void shouldCallItSentAgainWhenItsIpIdIsAnother() throws Exception {
        sendNumbered(0, 0);
        sendNumbered(1, 0);
        sendNumbered(1, 0);
        assertTrue(last().startsWith("retransmission:tail_loss_probe"), last());
    }

    @Test
    void shouldCallItACopyWhenAnOlderTsValComesAgain() throws Exception {
        send(0, tsVal(5));
        send(1, tsVal(6));
        now += 1_000;
        send(0, tsVal(5));
        assertEquals("duplicate tsval", last());
    }

    @Test
    void shouldCallAnIpv6PacketACopyWithinMicrosecondsOnly() throws Exception {
        SegmentFile six = new SegmentFile();
        six.useIpv6();
        List<String> all = new ArrayList<>();
        six.client(0, ACK, CLIENT, SERVER, 100, WINDOW);
        six.client(60, ACK, CLIENT, SERVER, 100, WINDOW);
        six.client(1_000, ACK, CLIENT, SERVER, 100, WINDOW);
        six.follow(folder, (segment, connection, tracker) -> all.add(verdict(tracker)));
        assertEquals("new sequence", all.get(0));
        assertEquals("duplicate time", all.get(1));
        assertTrue(all.get(2).startsWith("retransmission:"), all::toString);
    }

    @Test
    void shouldNotCallRepeatedEmptyAcknowledgementsCopiesWithoutIpIds() throws Exception {
        file.client(now, ACK, CLIENT, SERVER, 0, WINDOW);
        file.client(now + 1, ACK, CLIENT, SERVER, 0, WINDOW);
        assertEquals(" sequence", last());
    }

    @Test
    void shouldCallItFastWhenDuplicateAcksAskForIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(i);
        }
        answer(1);
        for (int i = 0; i < 3; i++) {
            answer(1);
        }
        now += 40_000;
        send(1);
        assertTrue(last().startsWith("retransmission:fast"), last());
    }

    @Test
    void shouldCallItFastWhenSackAsksForIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(i);
        }
        answer(1);
        answer(1, sack(2, 5));
        send(1);
        assertTrue(last().startsWith("retransmission:fast"), last());
    }

    @Test
    void shouldCallItATimeoutWhenNothingWasHeardForLongAfterTheReceiverAsked() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(i);
        }
        answer(1);
        answer(1, sack(2, 5));
        now += 300_000;
        send(1);
        assertTrue(last().startsWith("retransmission:timeout"), last());
    }

    @Test
    void shouldCallItFastWhereTheReceiverHasJustAskedAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(i);
        }
        answer(1);
        now += 300_000;
        answer(1, sack(2, 5));
        send(1);
        assertTrue(last().startsWith("retransmission:fast"), last());
    }

    @Test
    void shouldNotCallWhatFillsAHoleAProbe() throws Exception {
        send(0);
        send(2);
        now += 50_000;
        send(1);
        assertTrue(last().startsWith("retransmission:fast"), last());
    }

    @Test
    void shouldTellTheDataOfASynThatWasNotTakenFromALoss() throws Exception {
        file = new SegmentFile();
        file.client(now += 10, SYN, CLIENT - 1, 0, 100, WINDOW);
        file.server(now += 10_000, SYN | ACK, SERVER - 1, CLIENT, 0, WINDOW);
        send(0);
        assertEquals("retransmission:fast_open ack", last());
        assertEquals(0, client().verdicts().lost());
    }

    @Test
    void shouldCallItATimeoutAfterThatLongAndAllOfItsRecovery() throws Exception {
        for (int i = 0; i < 3; i++) {
            send(i);
        }
        now += 250_000;
        send(0);
        assertTrue(last().startsWith("retransmission:timeout"), last());
        answer(1);
        send(1);
        assertTrue(last().startsWith("retransmission:timeout"), last());
        answer(2);
        send(2);
        assertEquals(3, client().verdicts().of(Verdict.TIMEOUT));
    }

    @Test
    void shouldCallItATailLossProbeWhenTheLastIsSentAgainEarly() throws Exception {
        send(0);
        send(1);
        now += 90_000;
        send(1);
        assertTrue(last().startsWith("retransmission:tail_loss_probe"), last());
    }

    @Test
    void shouldCallItSpuriousWhenItWasAcknowledged() throws Exception {
        send(0);
        send(1);
        answer(2);
        now += 300_000;
        send(1);
        assertEquals("retransmission:spurious ack", last());
    }

    @Test
    void shouldTurnItSpuriousWhenADSackTells() throws Exception {
        send(0);
        send(1);
        now += 250_000;
        send(0);
        assertEquals(1, client().verdicts().of(Verdict.TIMEOUT));
        answer(2);
        answer(2, sack(0, 1));
        assertEquals(0, client().verdicts().of(Verdict.TIMEOUT));
        assertEquals(1, client().verdicts().of(Verdict.SPURIOUS));
        assertEquals(1, client().retransmissions(), "it was sent again all the same");
        assertEquals(1, client().verdicts().restingOn(Verdict.Evidence.DSACK));
    }

    @Test
    void shouldCountACopyBehindTheCaptureWhenADSackNamesWhatWasSentOnce() throws Exception {
        send(0);
        send(1);
        answer(2);
        answer(2, sack(0, 1));
        assertEquals(0, client().retransmissions());
        assertEquals(1, client().recovery().copiesBehindCapture);
    }

    @Test
    void shouldCallAFinSentAgainARetransmission() throws Exception {
        send(0);
        file.client(now += 10, FIN | ACK, CLIENT + 100, SERVER, 0, WINDOW, NOTHING);
        assertEquals("new sequence", last());
        now += 300_000;
        file.client(now, FIN | ACK, CLIENT + 100, SERVER, 0, WINDOW, NOTHING);
        assertTrue(last().startsWith("retransmission:timeout"), last());
    }
}
