package io.wirecause.tcp;

import static io.wirecause.tcp.SegmentFile.ACK;
import static io.wirecause.tcp.SegmentFile.FIN;
import static io.wirecause.tcp.SegmentFile.RST;
import static io.wirecause.tcp.SegmentFile.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.CapturePoint;
import io.wirecause.tcp.report.ConnectionDetails;
import io.wirecause.tcp.report.ConnectionRecord;
import io.wirecause.tcp.segment.SynOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionMetricsTest {
    /** MSS 1000, SACK permitted, a timestamps option left out, window scale 3. */
    private static final int[] OPTIONS = {2, 4, 3, 0xe8, 4, 2, 1, 3, 3, 3};

    @TempDir
    Path folder;

    private final SegmentFile file = new SegmentFile();

    private ConnectionDetails details() throws Exception {
        return ConnectionDetails.of(file.connection(folder));
    }

    private void handshake(long client, long server) {
        file.client(0, SYN, client, 0, 0, 60_000, OPTIONS);
        file.server(10_000, SYN | ACK, server, client + 1, 0, 50_000, OPTIONS);
        file.client(10_050, ACK, client + 1, server + 1, 0, 2_000);
    }

    @Test
    void shouldMeasureARequestAndItsAnswer() throws Exception {
        handshake(100, 900);
        file.client(20_050, ACK, 101, 901, 200, 2_000);
        file.server(30_050, ACK, 901, 301, 0, 4_000);
        file.server(530_050, ACK, 901, 301, 1_000, 4_000);
        file.server(530_060, ACK, 1_901, 301, 500, 4_000);
        file.client(530_100, ACK, 301, 2_401, 0, 1_000);
        file.client(2_530_100, FIN | ACK, 301, 2_401, 0, 2_000);
        ConnectionDetails d = details();
        assertEquals(10.0, d.synToSynAckMs());
        assertEquals(0.05, d.synAckToAckMs());
        assertEquals(CapturePoint.NEAR_CLIENT, d.vantage());
        assertEquals(new Latencies.Summary(1, 10, 10, 10, 10), d.clientToServer().roundTrip());
        assertEquals(0.05, d.serverToClient().roundTrip().maxMs());
        assertEquals(new ConnectionDetails.Window(true, 8_000, 16_000, 0, 0, null), d.clientWindow());
        assertEquals(32_000, d.serverWindow().max());
        assertEquals(1_500, d.serverToClient().maxBytesInFlight());
        assertEquals(200, d.clientToServer().uniqueBytes());
        assertEquals(1_500 * 8 / 10e-6, d.serverToClient().goodputBps());
        assertNull(d.clientToServer().goodputBps());
        assertEquals(new ConnectionDetails.TimeBreakdown(0.02006, 0.5, 0.01, 2.00004, 1, 0.5, List.of(4L, 6L), 0.01,
                List.of(3L, 4L)), d.time());
        assertEquals(new ConnectionDetails.Idle(2, List.of(8L, 9L), 1, 2), d.idle());
        assertEquals("ShADadF", d.zeekHistory());
        assertEquals("S2", d.zeekConnState());
        assertEquals(31, d.wiresharkCompleteness());
    }

    @Test
    void shouldMeasureTheSameWhenTheSequenceNumbersWrap() throws Exception {
        handshake(0xffff_ff00L, 0xffff_fffeL);
        for (int i = 0; i < 10; i++) {
            file.client(20_000 + 20_000 * i, ACK, 0xffff_ff01L + 100 * i, 0xffff_ffffL, 100, 2_000);
            file.server(30_000 + 20_000 * i, ACK, 0xffff_ffffL, 0xffff_ff01L + 100 * (i + 1), 0, 4_000);
        }
        ConnectionDetails d = details();
        assertEquals(10, d.clientToServer().roundTrip().count());
        assertEquals(10, d.clientToServer().roundTrip().maxMs());
        assertEquals(100, d.clientToServer().maxBytesInFlight());
        assertEquals("ShADa", d.zeekHistory());
    }

    @Test
    void shouldReadTheOptionsOfBothSyns() throws Exception {
        file.client(0, SYN, 100, 0, 0, 60_000, 2, 4, 3, 0xe8, 4, 2, 34, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0);
        file.server(100, SYN | ACK, 900, 101, 0, 60_000, 2, 4, 5, 0xb4, 254, 8, 0xf9, 0x89, 1, 2, 3, 4);
        ConnectionDetails d = details();
        assertEquals(new SynOptions(1_000, null, true, true, "request"), d.clientOptions());
        assertEquals(new SynOptions(1_460, null, false, false, "cookie"), d.serverOptions());
    }

    @Test
    void shouldShareEqualOptionsAndTellOthersApart() throws Exception {
        handshake(100, 900);
        ConnectionDetails same = details();
        assertSame(same.clientOptions(), same.serverOptions());
        assertEquals(new SynOptions(1_000, 3, true, false, null), same.clientOptions());
        SegmentFile others = new SegmentFile();
        others.client(0, SYN, 100, 0, 0, 60_000, OPTIONS);
        others.server(10_000, SYN | ACK, 900, 101, 0, 50_000, 2, 4, 3, 0xe8, 4, 2, 1, 3, 3, 4);
        assertEquals(new SynOptions(1_000, 4, true, false, null),
                ConnectionDetails.of(others.connection(folder)).serverOptions());
    }

    @Test
    void shouldNotScaleWhenOnlyOneSideOffersTo() throws Exception {
        file.client(0, SYN, 100, 0, 0, 60_000, OPTIONS);
        file.server(10_000, SYN | ACK, 900, 101, 0, 50_000);
        file.client(10_050, ACK, 101, 901, 0, 2_000);
        assertEquals(new ConnectionDetails.Window(true, 2_000, 2_000, 0, 0, null), details().clientWindow());
    }

    @Test
    void shouldSayThatTheScaleIsUnknownWhenTheHandshakeWasNotCaptured() throws Exception {
        file.client(0, ACK, 101, 901, 100, 2_000);
        file.server(100, ACK, 901, 201, 0, 0);
        file.server(200_100, ACK, 901, 201, 0, 500);
        ConnectionDetails d = details();
        assertFalse(d.serverWindow().scaleKnown());
        assertEquals(500, d.serverWindow().max());
        assertEquals(1, d.serverWindow().zeroTimes());
        assertEquals(0.2, d.serverWindow().zeroSeconds());
        assertEquals(2L, d.serverWindow().zeroFrame());
        assertNull(d.clientToServer().windowLimitedTimes());
        assertNull(d.clientOptions());
        assertNull(d.synToSynAckMs());
        assertEquals("OTH", d.zeekConnState());
    }

    @Test
    void shouldSeeThatASenderIsLimitedByTheWindow() throws Exception {
        handshake(100, 900);
        file.server(10_060, ACK, 901, 101, 0, 500);
        for (int i = 0; i < 5; i++) {
            for (int part = 0; part < 4; part++) {
                file.client(20_000 + 10_100 * i, ACK, 101 + 4_000 * i + 1_000 * part, 901, 1_000, 2_000);
            }
            file.server(30_000 + 10_100 * i, ACK, 901, 101 + 4_000 * (i + 1), 0, 500);
        }
        ConnectionDetails d = details();
        assertEquals(4_000, d.clientToServer().maxBytesInFlight());
        assertEquals(4, d.clientToServer().windowLimitedTimes());
        assertEquals(0.04, d.clientToServer().windowLimitedSeconds());
    }

    @Test
    void shouldStayCalmWhenNumbersAreAbsurd() throws Exception {
        handshake(100, 900);
        file.client(20_000, ACK, 0x7000_0000L, 0x9000_0000L, 1_000, 2_000);
        file.server(20_001, ACK, 0x9000_0000L, 3, 1_000, 2_000);
        file.client(20_002, SYN | FIN | RST, 5, 0, 9, 0);
        file.server(20_003, 0, 0, 0, 3, 0);
        ConnectionDetails d = details();
        assertNull(d.clientToServer().maxBytesInFlight());
        assertNull(d.time());
    }

    @Test
    void shouldGiveTheDetailsOnlyWhenAsked() throws Exception {
        handshake(100, 900);
        Connection c = file.connection(folder);
        assertNull(ConnectionRecord.of(c, false).details());
        assertEquals(7, ConnectionRecord.of(c, true).details().wiresharkCompleteness());
    }
}
