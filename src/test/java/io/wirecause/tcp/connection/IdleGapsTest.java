package io.wirecause.tcp.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.tcp.SegmentFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleGapsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void oneSegment() throws Exception {
        connection = new SegmentFile().client(0, SegmentFile.SYN, 100, 0, 0, 1_000).connection(folder);
    }

    @Test
    void shouldFindTheLongestGapAndCountTheIdleOnes() {
        IdleGaps.add(connection, 5 * SECOND, 1, 3);
        IdleGaps.add(connection, SECOND, 3, 4);
        IdleGaps.add(connection, 2 * SECOND, 4, 9);
        assertEquals(5 * SECOND, IdleGaps.longest(connection));
        assertEquals(1, IdleGaps.longestAfter(connection));
        assertEquals(3, IdleGaps.longestBefore(connection));
        assertEquals(2, IdleGaps.idleTimes(connection));
        assertEquals(7 * SECOND, IdleGaps.idleNanos(connection));
    }

    @Test
    void shouldFindNoneWhenTheClockRunsBackwards() {
        IdleGaps.add(connection, -4 * SECOND, 1, 2);
        assertEquals(0, IdleGaps.longest(connection));
        assertEquals(0, IdleGaps.idleTimes(connection));
    }

    @Test
    void shouldGiveFramesAsLargeAsWiresharkNumbersThem() {
        IdleGaps.add(connection, SECOND, (int) 4_294_967_294L, (int) 4_294_967_295L);
        assertEquals(4_294_967_294L, IdleGaps.longestAfter(connection));
        assertEquals(4_294_967_295L, IdleGaps.longestBefore(connection));
    }

    @Test
    void shouldMeasureFromOneSegmentToTheNextWhoeverSendsIt() throws Exception {
        Connection both = new SegmentFile().client(0, SegmentFile.SYN, 100, 0, 0, 1_000)
                .server(200, SegmentFile.SYN | SegmentFile.ACK, 900, 101, 0, 1_000)
                .client(2_000_200, SegmentFile.ACK, 101, 901, 0, 1_000).connection(folder);
        assertEquals(2 * SECOND, IdleGaps.longest(both));
        assertEquals(2, IdleGaps.longestAfter(both));
        assertEquals(3, IdleGaps.longestBefore(both));
        assertEquals(1, IdleGaps.idleTimes(both));
    }
}
