package io.wirecause.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private final FlowTable table = new FlowTable();
    private final FlowKey key = new FlowKey();

    private FlowKey key(long source, int sourcePort, long destination, int destinationPort) {
        key.set(4, TCP, 0, source, sourcePort, 0, destination, destinationPort);
        return key;
    }

    @Test
    void shouldHaveNoValueWhenEmpty() {
        assertEquals(-1, table.get(key(1, 2, 3, 4)));
        assertEquals(0, table.size());
    }

    @Test
    void shouldFindAKeyFromBothDirections() {
        table.put(key(0x0a000001, 40_000, 0x0a000002, 80), 7);
        assertTrue(key.fromA());
        assertEquals(7, table.get(key(0x0a000002, 80, 0x0a000001, 40_000)));
        assertFalse(key.fromA());
        assertEquals("10.0.0.1:40000", key.endpoint(true).toString());
        assertEquals("10.0.0.2:80", key.endpoint(false).toString());
    }

    @Test
    void shouldTellDirectionsByPortWhenAHostTalksToItself() {
        table.put(key(0x7f000001, 80, 0x7f000001, 40_000), 3);
        assertTrue(key.fromA());
        assertEquals(3, table.get(key(0x7f000001, 40_000, 0x7f000001, 80)));
        assertFalse(key.fromA());
        assertEquals(-1, table.get(key(0x7f000001, 80, 0x7f000001, 40_001)));
    }

    @Test
    void shouldCompareAddressesWithoutSign() {
        key.set(6, TCP, 0xfe80L << 48, 1, 80, 0x2001L << 48, 1, 80);
        assertFalse(key.fromA(), "fe80:: is above 2001::");
        assertEquals("[2001::1]:80", key.endpoint(true).toString());
    }

    @Test
    void shouldKeepCrossedEndpointsAndProtocolsAndVersionsApart() {
        table.put(key(1, 100, 2, 200), 0);
        assertEquals(-1, table.get(key(1, 200, 2, 100)), "ports crossed");
        key.set(4, UDP, 0, 1, 100, 0, 2, 200);
        assertEquals(-1, table.get(key));
        key.set(6, TCP, 0, 1, 100, 0, 2, 200);
        assertEquals(-1, table.get(key));
        key.set(4, TCP, 1, 1, 100, 1, 2, 200);
        assertEquals(-1, table.get(key));
    }

    @Test
    void shouldGiveEndpointsBackWhenAddressesOfBothVersionsAreMixed() {
        for (int i = 0; i < 1_000; i++) {
            key.set(i % 2 == 0 ? 4 : 6, TCP, i % 2 * 0x20010db8L << 32, 0xffff0000L + i, 1, 0, i % 4 == 3 ? -1L : 9, 2);
            table.put(key, i);
        }
        for (int i = 0; i < 1_000; i++) {
            key.set(i % 2 == 0 ? 4 : 6, TCP, 0, i % 4 == 3 ? -1L : 9, 2, i % 2 * 0x20010db8L << 32, 0xffff0000L + i, 1);
            assertEquals(i, table.get(key));
            assertEquals(key.endpoint(true), table.endpoint(i, true));
            assertEquals(key.endpoint(false), table.endpoint(i, false));
        }
    }

    @Test
    void shouldReplaceTheValueOfAKey() {
        table.put(key(1, 100, 2, 200), 0);
        table.put(key(2, 200, 1, 100), 5);
        assertEquals(5, table.get(key));
        assertEquals(1, table.size());
    }

    @Test
    void shouldGrowAndForgetNothing() {
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            assertEquals(-1, table.get(key(i / 1_000, i % 1_000 + 1, 1L << 31, 443)), "key " + i);
            table.put(key, i);
        }
        assertEquals(count, table.size());
        for (int i = 0; i < count; i++) {
            assertEquals(i, table.get(key(1L << 31, 443, i / 1_000, i % 1_000 + 1)));
        }
        BitSet visited = new BitSet();
        table.forEach((entry, value) -> {
            assertFalse(visited.get(value), "visited twice");
            visited.set(value);
            assertEquals(value % 1_000 + 1, entry.endpoint(true).port());
        });
        assertEquals(count, visited.cardinality());
    }

    @Test
    void shouldKeepCollidingKeysApart() {
        int slot = key(1, 1, 2, 2).hash() & 1_023;
        int found = 0;
        for (int port = 0; port < 1 << 16 && found < 60; port++) {
            for (int host = 3; host < 23 && found < 60; host++) {
                if ((key(1, port, host, 80).hash() & 1_023) == slot) {
                    table.put(key, found++);
                }
            }
        }
        assertEquals(60, found);
        int seen = 0;
        for (int port = 0; port < 1 << 16 && seen < 60; port++) {
            for (int host = 3; host < 23 && seen < 60; host++) {
                boolean collides = (key(1, port, host, 80).hash() & 1_023) == slot;
                assertEquals(collides ? seen++ : -1, table.get(key));
            }
        }
    }

    @Test
    void shouldSpreadNeighboursOverTheTable() {
        BitSet slots = new BitSet();
        Random random = new Random(1);
        int server = random.nextInt() >>> 1;
        for (int port = 0; port < 1_024; port++) {
            slots.set(key(server, 443, server + 1, 40_000 + port).hash() & 1_023);
        }
        assertTrue(slots.cardinality() > 550, "of 1024 ports into " + slots.cardinality() + " slots; chance gives 647");
        assertNotEquals(key(1, 1, 2, 2).hash(), key(1, 2, 2, 1).hash());
    }
}
