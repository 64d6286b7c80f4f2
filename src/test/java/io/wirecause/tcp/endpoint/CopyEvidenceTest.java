package io.wirecause.tcp.endpoint;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.tcp.SegmentFile;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.verdict.Verdict.Evidence;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a copy of a packet, and what the sender sent again. */
class CopyEvidenceTest {
    private static final int PAYLOAD = 1_000;
    private static final int WINDOW = 60_000;

    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();
    private long now;

    private void copies(int times, long microsApart, Runnable... packets) {
        for (int i = 0; i < times; i++) {
            long start = now;
            for (Runnable packet : packets) {
                packet.run();
                now += 10;
            }
            now = start + microsApart;
        }
        now += 20_000;
    }

    private void handshake(int times, long microsApart) {
        copies(times, microsApart, () -> file.client(now, SYN, 0, 0, 0, WINDOW));
        copies(times, microsApart, () -> file.server(now, SYN | ACK, 0, 1, 0, WINDOW));
        copies(times, microsApart, () -> file.client(now, ACK, 1, 1, 0, WINDOW));
    }

    private void data(int number) {
        file.server(now, ACK, 1 + number * PAYLOAD, 1, PAYLOAD, WINDOW);
    }

    private void acknowledge(int number) {
        file.client(now, ACK, 1, 1 + number * PAYLOAD, 0, WINDOW);
    }

    private static int copies(EndpointState of, Evidence by) {
        return of.verdicts().copiesBy(by);
    }

    @Test
    void shouldTakeBurstsThatComeThreeTimesWithoutIdentificationForCopies() throws Exception {
        file.useIpv6();
        handshake(3, 700);
        for (int i = 0; i < 5; i++) {
            int first = 3 * i;
            copies(3, 900, () -> data(first), () -> data(first + 1), () -> data(first + 2));
            copies(3, 900, () -> acknowledge(first + 3));
        }
        Connection c = file.connection(folder);
        assertEquals(0, c.retransmissions());
        assertEquals(2 + 30, c.server().verdicts().of(Verdict.DUPLICATE));
        assertEquals(2 + 2 + 10, c.client().verdicts().of(Verdict.DUPLICATE));
        assertEquals(15, c.server().dataPackets());
        assertEquals(15 * PAYLOAD, c.server().uniqueBytes());
        assertEquals(0, c.client().duplicateAcks());
    }

    @Test
    void shouldTakeTheSegmentsOfASuperFrameAtTheNextHopForCopies() throws Exception {
        handshake(1, 0);
        for (int i = 0; i < 4; i++) {
            file.setIpId(100 + 10 * i);
            file.serverTtl = 64;
            file.server(now, ACK, 1 + 4 * i * PAYLOAD, 1, 4 * PAYLOAD, WINDOW);
            now += 20;
            file.serverTtl = 63;
            for (int j = 0; j < 4; j++) {
                file.setIpId(100 + 10 * i + j);
                data(4 * i + j);
                now += 5;
            }
            file.setIpId(0);
            now += 10_000;
            acknowledge(4 * i + 4);
            now += 100;
        }
        Connection c = file.connection(folder);
        assertEquals(0, c.retransmissions());
        assertEquals(16, copies(c.server(), Evidence.TTL));
        assertEquals(16 * PAYLOAD, c.server().uniqueBytes());
    }

    @Test
    void shouldNotTakeARetransmissionForACopyWhereTheSuperFrameWasLostBehindTheHost() throws Exception {
        handshake(1, 0);
        file.server(now, ACK, 1, 1, 2 * PAYLOAD, WINDOW);
        now += 20;
        file.serverTtl = 63;
        data(0);
        data(1);
        now += 300_000;
        file.serverTtl = 64;
        data(1);
        now += 20;
        file.serverTtl = 63;
        data(1);
        Connection c = file.connection(folder);
        assertEquals(1, c.server().retransmissions());
        assertEquals(3, copies(c.server(), Evidence.TTL));
    }

    @Test
    void shouldNotTakeARetransmissionByTimerForACopy() throws Exception {
        file.useIpv6();
        handshake(1, 0);
        data(0);
        now += 250_000;
        data(0);
        Connection c = file.connection(folder);
        assertEquals(1, c.server().verdicts().of(Verdict.TIMEOUT));
        assertEquals(0, c.server().verdicts().of(Verdict.DUPLICATE));
    }

    @Test
    void shouldNotTakeDuplicateAcksForCopiesWhereNothingElseIsCopied() throws Exception {
        file.useIpv6();
        handshake(1, 0);
        for (int i = 0; i < 4; i++) {
            acknowledge(0);
            now += 100;
        }
        assertEquals(0, file.connection(folder).client().verdicts().of(Verdict.DUPLICATE));
    }

    @Test
    void shouldNotTakeASynThatATimerRepeatsForACopy() throws Exception {
        file.useIpv6();
        file.client(0, SYN, 0, 0, 0, WINDOW);
        file.client(1_000_000, SYN, 0, 0, 0, WINDOW);
        file.client(1_000_700, SYN, 0, 0, 0, WINDOW);
        Connection c = file.connection(folder);
        assertEquals(1, c.client().verdicts().of(Verdict.SYN));
        assertEquals(1, copies(c.client(), Evidence.TIME));
    }
}
