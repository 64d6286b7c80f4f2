package io.wirecause.tcp.connection;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.tcp.SegmentFile;
import io.wirecause.tcp.endpoint.WaitTimes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of the segments in microseconds, of the waits in nanoseconds. */
class ThinkTimeTest {
    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();

    /** Captured at the client: 10 ms to the server and back, 50 microseconds to the client. */
    private void handshake() {
        file.client(0, SYN, 100, 0, 0, 1_000);
        file.server(10_000, SYN | ACK, 900, 101, 0, 1_000);
        file.client(10_050, ACK, 101, 901, 0, 1_000);
    }

    private void client(long micros, int sequence, int acknowledgment, int payload) {
        file.client(micros, ACK, 101 + sequence, 901 + acknowledgment, payload, 1_000);
    }

    private void server(long micros, int sequence, int acknowledgment, int payload) {
        file.server(micros, ACK, 901 + sequence, 101 + acknowledgment, payload, 1_000);
    }

    private WaitTimes ofClient() throws Exception {
        return WaitTimes.of(file.connection(folder).client());
    }

    private WaitTimes ofServer() throws Exception {
        return WaitTimes.of(file.connection(folder).server());
    }

    @Test
    void shouldSeparateTheServersThinkTimeFromTheNetworkWhenItAnswers() throws Exception {
        handshake();
        client(10_100, 0, 0, 20);
        server(60_100, 0, 20, 30);
        client(100_150, 20, 30, 20);
        server(111_000, 30, 40, 30);
        assertEquals(50_000 + 40_000_000, ofClient().nanos());
        assertEquals(40_000_000 + 850_000, ofServer().nanos());
        assertEquals(2, ofServer().answers());
        assertEquals(1, ofClient().answers());
        assertEquals(40_000_000, ofServer().longest());
        assertEquals(4, ofServer().longestAfter());
        assertEquals(5, ofServer().longestBefore());
        assertEquals(40_000_000, ofServer().longestAnswer());
        assertEquals(5, ofClient().longestAfter());
        assertEquals(6, ofClient().longestBefore());
    }

    @Test
    void shouldChargeAGreetingToTheServerWhenItSpeaksFirst() throws Exception {
        handshake();
        server(30_050, 0, 0, 30);
        assertEquals(10_000_000, ofServer().nanos());
        assertEquals(0, ofServer().answers());
    }

    @Test
    void shouldCountFromTheRetransmissionWhenTheRequestWasRetransmitted() throws Exception {
        client(1_000, 0, 0, 20);
        client(4_000, 0, 0, 20);
        server(4_150, 0, 20, 30);
        assertEquals(150_000, ofServer().nanos());
    }

    @Test
    void shouldChargeAPauseToItsSenderOnlyWhenAllWasAcknowledged() throws Exception {
        server(1_000, 0, 0, 30);
        client(1_200, 0, 30, 0);
        server(3_001_200, 30, 0, 30);
        server(9_000_000, 60, 0, 30);
        assertEquals(3_000_000_000L, ofServer().nanos());
        assertEquals(1, ofServer().slowPauses());
        assertEquals(3, ofServer().firstSlowPauseBefore());
    }

    @Test
    void shouldChargeNobodyWhenBothSendAtOnce() throws Exception {
        client(1_000, 0, 0, 20);
        server(1_500, 0, 0, 30);
        client(1_900, 20, 0, 20);
        assertEquals(0, ofServer().nanos() + ofClient().nanos());
        assertEquals(0, ofServer().answers());
    }
}
