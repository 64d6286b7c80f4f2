package io.wirecause.tcp.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.tcp.SegmentFile;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.report.ConnectionDetails;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapturePointTest {
    private static final long MS = 1_000_000;
    private static final Map<String, CapturePoint> TRUTH = Map.of("client.pcap", CapturePoint.NEAR_CLIENT, "router.pcap",
            CapturePoint.BETWEEN,
            "server.pcap", CapturePoint.NEAR_SERVER);

    @Test
    void shouldTellTheVantageFromTheTwoPartsOfTheRoundTrip() {
        assertEquals(CapturePoint.NEAR_CLIENT, CapturePoint.of(MS / 20, 20 * MS, 64, 55));
        assertEquals(CapturePoint.NEAR_SERVER, CapturePoint.of(20 * MS, MS / 20, 55, 64));
        assertEquals(CapturePoint.BETWEEN, CapturePoint.of(20 * MS, 10 * MS, 60, 120));
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(2 * MS, 24 * MS, 60, 60));
    }

    @Test
    void shouldSayUnknownWhenTheRoundTripIsTooSmallToTell() {
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(5_000, 150_000, 64, 64));
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(5_000, 150_000, 64, 63));
    }

    @Test
    void shouldSayUnknownWhenTimesAndTtlsContradictEachOther() {
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(MS / 20, 20 * MS, 57, 64));
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(20 * MS, MS / 20, 128, 57));
    }

    @Test
    void shouldGoByTheTtlsWhenNoRoundTripIsKnown() {
        assertEquals(CapturePoint.NEAR_CLIENT, CapturePoint.of(-1, -1, 128, 57));
        assertEquals(CapturePoint.NEAR_SERVER, CapturePoint.of(3 * MS, -1, 57, 255));
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(-1, -1, 64, 64));
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(-1, -1, 60, 55));
        assertEquals(CapturePoint.UNKNOWN, CapturePoint.of(-1, -1, 64, -1));
    }

    /** Every capture of the lab was taken at the client, at the router or at the server; which one, its name tells. */
    @Test
    void shouldTellWhereEveryCaptureOfTheLabWasTaken() throws Exception {
        List<String> wrong = new ArrayList<>();
        int connections = 0;
        for (Path file : TestCaptures.in("lab")) {
            for (Connection c : SegmentFile.connections(file)) {
                connections++;
                CapturePoint ours = ConnectionDetails.of(c).vantage();
                if (ours != TRUTH.get(file.getFileName().toString())) {
                    wrong.add(file + ": " + ours);
                }
            }
        }
        System.out.println("vantage right in " + (connections - wrong.size()) + " of " + connections + " lab connections");
        assertTrue(connections >= 30);
        assertEquals(List.of(), wrong);
    }
}
