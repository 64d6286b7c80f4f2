package io.wirecause.tcp;

import static io.wirecause.tcp.TcpTalk.ACK;
import static io.wirecause.tcp.TcpTalk.FIN;
import static io.wirecause.tcp.TcpTalk.RST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A black hole for large segments is told only where small ones pass it; and loss that is spread thin is summed up. */
@ParameterizedClass
@EnumSource
class LargeSegmentsTest {
    private static final int MSS = 1_400;

    @Parameter
    private TcpTalk.Way way;
    @TempDir
    Path folder;
    private TcpTalk talk;

    @BeforeEach
    void exchange() {
        talk = new TcpTalk(way).exchange(0);
    }

    /** The client sends a large segment, a small one behind it, and the large one again and again. */
    private void upload(int again) {
        talk.client(100, ACK, 101, 201, MSS).client(100.1, ACK, 101 + MSS, 201, 300);
        for (int i = 0; i < again; i++) {
            talk.client(400 * (1 << i), ACK, 101, 201, MSS);
        }
    }

    @Test
    void shouldTellWhereOnlySmallSegmentsPass() throws Exception {
        talk.client(100, ACK, 101, 201, MSS).client(100.1, ACK, 101 + MSS, 201, 300)
                .serverSack(120, 201, 101, 101 + MSS, 401 + MSS);
        for (int i = 0; i < 4; i++) {
            talk.client(400 * (1 << i), ACK, 101, 201, MSS);
        }
        assertEquals("error:path_mtu_black_hole", talk.told(folder));
    }

    @Test
    void shouldTellWhereTheSameDataPassesInSmallerSegments() throws Exception {
        talk.client(100, ACK, 101, 201, MSS).client(400, ACK, 101, 201, MSS).client(1_000, ACK, 101, 201, MSS)
                .client(2_200, ACK, 101, 201, 500).server(2_220, ACK, 201, 601, 0);
        assertTrue(talk.told(folder).contains("error:path_mtu_black_hole"), talk.told(folder));
        assertTrue(talk.worst(folder).contains("in 500 bytes"), talk.worst(folder));
    }

    @Test
    void shouldCallItSilenceWhereNothingPasses() throws Exception {
        upload(6);
        assertEquals("error:peer_unresponsive", talk.told(folder));
    }

    @Test
    void shouldNotCountThreeDifferentSegmentsForOne() throws Exception {
        talk.client(100, ACK, 101, 201, MSS).client(100.1, ACK, 101 + MSS, 201, MSS).client(100.2, ACK, 101 + 2 * MSS, 201, MSS)
                .client(100.3, ACK, 101 + 3 * MSS, 201, 300).serverSack(120, 201, 101, 101 + 3 * MSS, 401 + 3 * MSS)
                .client(400, ACK, 101, 201, MSS).server(420, ACK, 201, 101 + MSS, 0).client(420.1, ACK, 101 + MSS, 201, MSS)
                .server(440, ACK, 201, 101 + 2 * MSS, 0).client(440.1, ACK, 101 + 2 * MSS, 201, MSS)
                .server(460, ACK, 201, 401 + 3 * MSS, 0);
        assertTrue(!talk.told(folder).contains("path_mtu"), talk.told(folder));
    }

    @Test
    void shouldNotCountWhatIsSentBehindAReset() throws Exception {
        talk.client(100, ACK, 101, 201, MSS).client(100.1, ACK, 101 + MSS, 201, 300)
                .serverSack(120, 201, 101, 101 + MSS, 401 + MSS).server(130, RST, 201, 0, 0);
        for (int i = 0; i < 4; i++) {
            talk.client(400 * (1 << i), ACK, 101, 201, MSS);
        }
        assertTrue(!talk.told(folder).contains("path_mtu"), talk.told(folder));
    }

    @Test
    void shouldTellItFromTheReceiversSideByTheHoleThatOnlyLargeSegmentsWouldFill() throws Exception {
        talk.server(100, ACK, 201 + 2 * MSS, 101, 400).clientSack(100.1, 101, 201, 201 + 2 * MSS, 601 + 2 * MSS)
                .client(2_000, FIN | ACK, 101, 201, 0).server(2_020, ACK, 601 + 2 * MSS, 102, 0);
        assertTrue(talk.told(folder).startsWith("error:path_mtu_black_hole"), talk.told(folder));
    }

    @Test
    void shouldNotTellItWhereTheHoleIsFilledOrLargeSegmentsArrive() throws Exception {
        talk.server(100, ACK, 201 + MSS, 101, 400).clientSack(100.1, 101, 201, 201 + MSS, 601 + MSS)
                .server(2_000, ACK, 201, 101, MSS).client(2_000.1, ACK, 101, 601 + MSS, 0).server(4_000, ACK, 601 + MSS, 101, 10);
        assertTrue(!talk.told(folder).contains("path_mtu"), talk.told(folder));
    }

    @Test
    void shouldSumUpLossThatIsSpreadOverManyConnections() throws Exception {
        talk = new TcpTalk(way);
        for (int i = 0; i < 40; i++) {
            talk.next().exchange(1_000 * i).client(1_000 * i + 40, ACK, 101, 201, 100);
            if (i % 2 == 0) {
                talk.client(1_000 * i + 340, ACK, 101, 201, 100);
            }
            talk.server(1_000 * i + 360, ACK, 201, 201, 200).client(1_000 * i + 361, ACK, 201, 401, 0);
        }
        assertEquals("warning:packet_loss", talk.told(folder));
        assertTrue(talk.worst(folder).contains("20 of 180 data segments"), talk.worst(folder));
        assertTrue(talk.worst(folder).contains("on 20 of 40 connections"), talk.worst(folder));
    }

    @Test
    void shouldNotSumUpWhatIsRareEvenThen() throws Exception {
        talk = new TcpTalk(way);
        for (int i = 0; i < 40; i++) {
            talk.next().exchange(1_000 * i);
            if (i % 5 == 0) {
                talk.client(1_000 * i + 40, ACK, 101, 201, 100).client(1_000 * i + 340, ACK, 101, 201, 100)
                        .server(1_000 * i + 360, ACK, 201, 201, 200).client(1_000 * i + 361, ACK, 201, 401, 0);
            }
        }
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }

    @Test
    void shouldNotCallFinsData() throws Exception {
        talk.client(40, FIN | ACK, 101, 201, 0);
        for (int i = 0; i < 3; i++) {
            talk.client(340 * (1 << i), FIN | ACK, 101, 201, 0);
        }
        talk.server(1_500, FIN | ACK, 201, 102, 0).client(1_500.1, ACK, 102, 202, 0);
        assertTrue(talk.isHealthy(folder), talk.told(folder));
    }
}
