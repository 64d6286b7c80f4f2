package io.wirecause.tcp.wireshark;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.FIN;
import static io.wirecause.tcp.SegmentFile.RST;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.tcp.SegmentFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flags, rule by rule, on segments made for each. Every expectation here is what tshark 4.0 answers to the same
 * segments; the rules that it does not document were found so.
 */
class WiresharkAnalysisTest {
    private static final long CLIENT = 0xffff_fe00L;
    private static final long SERVER = 0xffff_fff0L;
    private static final int WINDOW = 60_000;

    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();
    private final List<String> expected = new ArrayList<>();
    private long now;

    /** A segment of the client, by bytes since its SYN and the server's; the flags that it must get. */
    private void client(String flags, int sequence, int acknowledgment, int payload) {
        segment(true, flags, ACK, sequence, acknowledgment, payload, WINDOW);
    }

    private void server(String flags, int sequence, int acknowledgment, int payload) {
        segment(false, flags, ACK, sequence, acknowledgment, payload, WINDOW);
    }

    private void segment(boolean fromClient, String flags, int header, int sequence, int acknowledgment, int payload,
                         int window) {
        now += 100;
        long number = (header & ACK) == 0 ? 0 : (fromClient ? SERVER : CLIENT) + acknowledgment;
        if (fromClient) {
            file.client(now, header, CLIENT + sequence, number, payload, window);
        } else {
            file.server(now, header, SERVER + sequence, number, payload, window);
        }
        expected.add(flags);
    }

    /** A round trip of 10 ms. */
    private void handshake() {
        segment(true, "", SYN, 0, 0, 0, WINDOW);
        now += 9_900;
        segment(false, "", SYN | ACK, 0, 1, 0, WINDOW);
        segment(true, "", ACK, 1, 1, 0, WINDOW);
    }

    private void pass(long millis) {
        now += 1_000 * millis;
    }

    @AfterEach
    void shouldFlagAsExpected() throws Exception {
        List<String> flags = new ArrayList<>();
        file.follow(folder, (segment, connection, tracker) -> flags.add(WiresharkFlag.labels(tracker.wiresharkFlags())));
        assertEquals(expected, flags);
    }

    @Test
    void shouldFlagNothingInOrder() {
        handshake();
        client("", 1, 1, 100);
        server("", 1, 101, 1_000);
        client("", 101, 1_001, 0);
        segment(true, "", FIN | ACK, 101, 1_001, 0, WINDOW);
        segment(false, "", FIN | ACK, 1_001, 102, 0, WINDOW);
        client("", 102, 1_002, 0);
    }

    @Test
    void shouldFlagALostSegmentAndItsLateArrival() {
        handshake();
        client("", 1, 1, 100);
        client("lost_segment", 201, 1, 100);
        client("out_of_order", 101, 1, 100);
        server("", 1, 301, 0);
    }

    @Test
    void shouldCallItARetransmissionAfterTheRoundTripOfTheHandshake() {
        handshake();
        client("", 1, 1, 100);
        client("lost_segment", 201, 1, 100);
        pass(9);
        client("out_of_order", 101, 1, 50);
        pass(2);
        client("retransmission", 151, 1, 50);
    }

    @Test
    void shouldCallItARetransmissionAfterThreeMillisecondsWithoutAHandshake() {
        client("", 1, 1, 100);
        client("lost_segment", 201, 1, 100);
        pass(2);
        client("out_of_order", 101, 1, 50);
        pass(2);
        client("retransmission", 151, 1, 50);
    }

    @Test
    void shouldCallItARetransmissionWhenItEndsWithTheLastByte() {
        handshake();
        client("", 1, 1, 100);
        client("", 101, 1, 100);
        client("retransmission", 101, 1, 100);
    }

    @Test
    void shouldCallItFastAfterTwoDuplicateAcks() {
        handshake();
        client("", 1, 1, 100);
        server("", 1, 101, 0);
        client("lost_segment", 201, 1, 100);
        server("duplicate_ack", 1, 101, 0);
        client("", 301, 1, 100);
        server("duplicate_ack", 1, 101, 0);
        client("retransmission,fast_retransmission", 101, 1, 100);
    }

    @Test
    void shouldNotCallItFastAfterOneDuplicateAckOrTwentyMilliseconds() {
        handshake();
        client("", 1, 1, 100);
        server("", 1, 101, 0);
        client("lost_segment", 201, 1, 100);
        server("duplicate_ack", 1, 101, 0);
        client("out_of_order", 101, 1, 100);
        client("lost_segment", 401, 1, 100);
        server("", 1, 301, 0);
        server("duplicate_ack", 1, 301, 0);
        server("duplicate_ack", 1, 301, 0);
        pass(25);
        client("retransmission", 301, 1, 100);
    }

    @Test
    void shouldCallItSpuriousWhenAllOfItWasAcknowledged() {
        handshake();
        client("", 1, 1, 100);
        server("", 1, 101, 0);
        pass(300);
        client("retransmission,spurious_retransmission", 1, 1, 100);
        client("retransmission", 1, 1, 200);
    }

    @Test
    void shouldFlagAnAckOfUnseenSegmentsOnce() {
        handshake();
        client("", 1, 1, 100);
        server("ack_lost_segment", 1, 301, 0);
        server("", 1, 401, 0);
        client("lost_segment", 401, 1, 100);
    }

    @Test
    void shouldExpectAcksUpToTheGapOnly() {
        handshake();
        client("", 1, 1, 100);
        client("lost_segment", 201, 1, 100);
        server("ack_lost_segment", 1, 301, 0);
        client("", 301, 1, 100);
        server("", 1, 401, 0);
    }

    @Test
    void shouldFlagDuplicateAcksButNotThoseWithDataOrAnotherWindow() {
        handshake();
        client("", 1, 1, 100);
        server("", 1, 101, 0);
        server("duplicate_ack", 1, 101, 0);
        segment(false, "window_update", ACK, 1, 101, 0, WINDOW - 1);
        segment(false, "", ACK, 1, 101, 50, WINDOW - 1);
        // Repeats the acknowledgement of a segment with data.
        segment(false, "duplicate_ack", ACK, 51, 101, 0, WINDOW - 1);
    }

    @Test
    void shouldFlagKeepAlivesAndTheirAnswers() {
        handshake();
        client("", 1, 1, 100);
        server("", 1, 101, 0);
        pass(10_000);
        client("keep_alive", 100, 1, 0);
        server("keep_alive_ack", 1, 101, 0);
        pass(10_000);
        client("keep_alive", 100, 1, 1);
        server("keep_alive_ack", 1, 101, 0);
    }

    @Test
    void shouldFlagProbesOfAZeroWindow() {
        handshake();
        client("", 1, 1, 100);
        segment(false, "zero_window", ACK, 1, 101, 0, 0);
        pass(500);
        client("zero_window_probe", 101, 1, 1);
        segment(false, "zero_window,zero_window_probe_ack", ACK, 1, 101, 0, 0);
        pass(1_000);
        client("keep_alive", 100, 1, 0);
        segment(false, "zero_window", ACK, 1, 101, 0, 0);
        segment(false, "window_update", ACK, 1, 101, 0, WINDOW);
        client("", 101, 1, 100);
    }

    @Test
    void shouldNotCallTheWindowOfAResetOrASynZero() {
        segment(true, "", SYN, 0, 0, 0, 0);
        segment(false, "", RST | ACK, 0, 1, 0, 0);
    }

    @Test
    void shouldFlagTheSegmentThatFillsTheWindow() {
        handshake();
        client("", 1, 1, 100);
        segment(false, "", ACK, 1, 101, 0, 1_000);
        client("", 101, 1, 500);
        client("window_full", 601, 1, 500);
    }

    @Test
    void shouldNotKnowTheWindowWithoutTheSyn() {
        client("", 1, 1, 100);
        segment(false, "", ACK, 1, 101, 0, 1_000);
        client("", 101, 1, 1_000);
    }

    @Test
    void shouldFlagASynSentAgain() {
        segment(true, "", SYN, 0, 0, 0, WINDOW);
        pass(1_000);
        segment(true, "retransmission", SYN, 0, 0, 0, WINDOW);
        segment(false, "", SYN | ACK, 0, 1, 0, WINDOW);
        pass(1_000);
        segment(false, "retransmission", SYN | ACK, 0, 1, 0, WINDOW);
    }

    @Test
    void shouldFlagReusedPortsAtTheNewSyn() {
        handshake();
        segment(true, "", RST, 1, 0, 0, 0);
        segment(true, "reused_ports", SYN, 70_000, 0, 0, WINDOW);
        segment(false, "", SYN | ACK, 90_000, 70_001, 0, WINDOW);
        segment(true, "", ACK, 70_001, 90_001, 0, WINDOW);
    }

    @Test
    void shouldKeepTheExpectedNumberAtASynAckWithAnotherIsn() {
        segment(true, "", SYN, 0, 0, 0, WINDOW);
        segment(false, "", ACK, -70_000, -1_000, 0, WINDOW);
        pass(1_000);
        segment(true, "retransmission", SYN, 0, 0, 0, WINDOW);
        segment(false, "lost_segment,reused_ports", SYN | ACK, 0, 1, 0, WINDOW);
        segment(true, "ack_lost_segment", ACK, 1, 1, 0, WINDOW);
        client("", 1, 1, 100);
    }

    @Test
    void shouldExpectTheNumberOfAnEmptyResetUntilTheSynIsSentAgain() {
        segment(true, "", SYN, 0, 0, 0, WINDOW);
        segment(true, "", RST, 50_000, 0, 0, 0);
        pass(1_000);
        segment(true, "retransmission", SYN, 0, 0, 0, WINDOW);
        client("", 1, 1, 100);
        client("", 101, 1, 100);
    }

    @Test
    void shouldExpectNothingAfterAResetWithNumberZero() {
        handshake();
        client("", 1, 1, 100);
        segment(true, "", RST, (int) -CLIENT, 0, 0, 0);
        client("", 301, 1, 100);
    }

    @Test
    void shouldEndTheHoldWithASegmentThatStartsWhereTheHoleDoes() {
        handshake();
        server("", 1, 1, 100);
        server("lost_segment", 401, 1, 0);
        server("out_of_order", 101, 1, 500);
        client("", 1, 601, 0);
    }

    @Test
    void shouldNotCallASegmentOfAnEarlierTimeOvertaken() {
        handshake();
        client("", 1, 1, 100);
        client("", 101, 1, 100);
        now -= 5_000;
        client("retransmission", 1, 1, 100);
    }

    @Test
    void shouldNotScaleTheWindowOfASynAck() {
        now += 100;
        file.client(now, SYN, CLIENT, 0, 0, WINDOW, 3, 3, 7, 1);
        expected.add("");
        now += 100;
        file.server(now, SYN | ACK, SERVER, CLIENT + 1, 0, 500, 3, 3, 7, 1);
        expected.add("");
        client("window_full", 1, 1, 500);
    }
}
