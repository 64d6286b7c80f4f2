package io.wirecause.icmp.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
    @Test
    void shouldKeepTheOrderOfRequestsAndFindTheNewestWhenTheRingGrowsAndTurns() {
        List<Long> left = new ArrayList<>();
        PendingRequests[] ring = new PendingRequests[1];
        ring[0] = new PendingRequests(256, slot -> left.add(ring[0].frame(slot)));
        for (int i = 0; i < 1000; i++) {
            ring[0].add(i % 100, i, i, i, i);
            assertEquals(i, ring[0].frame(ring[0].newest(i % 100)));
            if (i >= 100) {
                assertEquals(i - 100, ring[0].frame(ring[0].older(ring[0].newest(i % 100))));
            }
        }
        assertEquals(1000 - 256, left.size());
        ring[0].drain();
        assertTrue(ring[0].isEmpty());
        assertEquals(-1, ring[0].newest(5));
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, left.get(i));
        }
    }
}
