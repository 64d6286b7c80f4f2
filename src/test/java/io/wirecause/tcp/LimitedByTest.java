package io.wirecause.tcp;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.report.ConnectionDetails;
import io.wirecause.tcp.report.LimitedBy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in segments of 1,000 bytes over a round trip of 100 ms, captured at the sender unless said otherwise. */
class LimitedByTest {
    private static final int MSS = 1_000;
    private static final int[] OPTIONS = {2, 4, MSS >> 8, MSS & 0xff};
    private static final int TRIP = 100_000;

    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();
    private int window = 60_000;
    private int sent;
    /** Of the round trip, what lies between sender and capture point; microseconds. */
    private int before = 20;

    private void handshake() {
        file.client(0, SYN, 100, 0, 0, 60_000, OPTIONS);
        file.server(TRIP - before, SYN | ACK, 900, 101, 0, 60_000, OPTIONS);
        file.client(TRIP, ACK, 101, 901, 0, 60_000);
    }

    /** Sends full segments, with one of another length behind them, and gets them acknowledged. */
    private void flight(int at, int segments, int last) {
        for (int i = 0; i < segments; i++) {
            send(at + i, MSS);
        }
        if (last > 0) {
            send(at + segments, last);
        }
        acknowledge(at + TRIP - before);
    }

    private void send(int at, int bytes) {
        file.client(at, ACK, 101 + sent, 901, bytes, 60_000);
        sent += bytes;
    }

    private void acknowledge(int at) {
        file.server(at, ACK, 901, 101 + sent, 0, window);
    }

    private LimitedBy limits() throws Exception {
        Connection connection = file.connection(folder);
        LimitedBy limits = ConnectionDetails.of(connection).clientToServer().limitedBy();
        if (limits != null) {
            assertEquals(100, part(limits.receiverWindow()) + part(limits.senderApplication()) + part(limits.answerPending())
                    + part(limits.otherSide()) + part(limits.lossRecovery()) + part(limits.congestionWindow())
                    + part(limits.slowStart()) + part(limits.pathOrPacing()) + part(limits.unknown()));
        }
        return limits;
    }

    private static int part(Integer share) {
        return share == null ? 0 : share;
    }

    @Test
    void shouldCountTheTimeForWhichTheWindowIsFull() throws Exception {
        window = 10_000;
        handshake();
        for (int i = 1; i <= 12; i++) {
            flight(i * TRIP + 50, 10, 0);
        }
        assertEquals(100, limits().receiverWindow());
        assertTrue(limits().why().contains("the client's SYN lacks it"), limits().why());
    }

    @Test
    void shouldCountTheTimeForWhichTheSenderHasNothingToSend() throws Exception {
        handshake();
        for (int i = 1; i <= 12; i++) {
            flight(5 * i * TRIP, 9, 0);
        }
        assertTrue(limits().senderApplication() >= 75, limits().toString());
    }

    @Test
    void shouldCountTheTimeAfterAShortSegmentForTheSenderToo() throws Exception {
        handshake();
        for (int i = 1; i <= 12; i++) {
            flight(i * TRIP + 50, 9, 400);
        }
        assertTrue(limits().senderApplication() >= 95, limits().toString());
    }

    @Test
    void shouldCountSlowStartUntilTheFlightGrowsNoMore() throws Exception {
        handshake();
        int segments = 7;
        for (int i = 1; i <= 4; i++) {
            flight(i * TRIP + 50, segments, 0);
            segments *= 2;
        }
        for (int i = 5; i <= 8; i++) {
            flight(i * TRIP + 50, 56, 0);
        }
        LimitedBy limits = limits();
        assertTrue(limits.slowStart() >= 25 && limits.pathOrPacing() >= 20, limits.toString());
        assertNull(limits.senderApplication());
    }

    @Test
    void shouldCountRecoveryAndWhatFollowsIt() throws Exception {
        handshake();
        flight(TRIP, 10, 0);
        flight(2 * TRIP - 50, 30, 0);
        send(3 * TRIP, MSS);
        file.client(6 * TRIP, ACK, 101 + sent - MSS, 901, MSS, 60_000);
        acknowledge(7 * TRIP - before);
        for (int i = 7; i <= 15; i++) {
            flight(i * TRIP + 50, 10, 0);
        }
        LimitedBy limits = limits();
        assertTrue(limits.lossRecovery() >= 25 && limits.lossRecovery() <= 35, limits.toString());
        assertTrue(limits.congestionWindow() >= 60, limits.toString());
    }

    @Test
    void shouldTellTheTimeOfTheOtherSideAndOfTheAnswerFromPausesInATransfer() throws Exception {
        handshake();
        int heard = 901;
        for (int i = 1; i <= 12; i++) {
            int at = i * 10 * TRIP;
            file.server(at, ACK, heard, 101 + sent, 200, window);
            heard += 200;
            for (int j = 0; j < 9; j++) {
                file.client(at + 3 * TRIP + j, ACK, 101 + sent, heard, MSS, 60_000);
                sent += MSS;
            }
            file.server(at + 4 * TRIP - before, ACK, heard, 101 + sent, 0, window);
        }
        LimitedBy limits = limits();
        assertTrue(limits.otherSide() >= 55 && limits.answerPending() >= 25, limits.toString());
        assertNull(limits.senderApplication());
    }

    @Test
    void shouldNotKnowWhatIsInFlightAtTheReceiver() throws Exception {
        before = TRIP - 20;
        handshake();
        for (int i = 2; i <= 14; i++) {
            flight(i * TRIP, 10, 0);
        }
        assertEquals(100, limits().unknown());
        assertTrue(limits().why().contains("away from the sender"), limits().why());
    }

    @Test
    void shouldKnowAtTheReceiverThatAWindowInEachRoundTripIsTheWindow() throws Exception {
        before = TRIP - 20;
        window = 10_000;
        handshake();
        file.server(TRIP + 100, ACK, 901, 101, 0, window);
        for (int i = 2; i <= 15; i++) {
            flight(i * TRIP, 10, 0);
        }
        assertNull(limits().unknown());
    }

    @Test
    void shouldSayNothingOfSmallOrShortTransfers() throws Exception {
        handshake();
        for (int i = 1; i <= 9; i++) {
            flight(i * TRIP, 10, 0);
        }
        assertNull(limits());
    }
}
