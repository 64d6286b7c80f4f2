package io.wirecause.analysis.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InsertionOrderedHashTableTest {
    private static final class Number extends InsertionOrderedHashTable.Node<Number> {
        private final int value;

        private Number(int value) {
            this.value = value;
        }
    }

    private final InsertionOrderedHashTable<Number> table = new InsertionOrderedHashTable<>();

    private Number find(int value, long hash) {
        Number number = table.first(hash);
        while (number != null && number.value != value) {
            number = table.next();
        }
        return number;
    }

    @Test
    void shouldHoldWhatALinkedMapHoldsWhateverComesAndGoes() {
        // Few hashes, so that keys collide, chains run over the end of the table, and removals have to close them.
        for (int hashes : new int[] {1, 7, 60, 100_000}) {
            Random random = new Random(hashes);
            Map<Integer, Number> map = new LinkedHashMap<>();
            for (int step = 0; step < 20_000; step++) {
                int value = random.nextInt(hashes == 1 ? 40 : 3_000);
                long hash = value % hashes * 0x1111_1111_3fL;
                Number known = map.get(value);
                assertSame(known, find(value, hash));
                if (known == null) {
                    Number fresh = new Number(value);
                    map.put(value, fresh);
                    table.add(fresh, hash);
                } else if (random.nextBoolean()) {
                    map.remove(value);
                    table.remove(known);
                }
                assertEquals(map.size(), table.size());
            }
            Iterator<Number> inOrder = map.values().iterator();
            for (Number number = table.oldest(); number != null; number = table.newer(number)) {
                assertSame(inOrder.next(), number);
            }
            map.values().forEach(table::remove);
            assertNull(table.oldest());
        }
    }

    @Test
    void shouldTakeANodeAgainAsTheNewest() {
        Number first = new Number(1);
        Number second = new Number(2);
        table.add(first, 5);
        table.add(second, 6);
        table.remove(first);
        table.add(first, 5);
        assertSame(second, table.oldest());
        assertSame(first, table.newer(second));
    }

    @Test
    void shouldSpreadBytesByAllOfThem() {
        byte[] bytes = new byte[40];
        for (int length = 1; length <= bytes.length; length++) {
            long before = KeyedHash.mix(bytes, length);
            assertEquals(before, KeyedHash.mix(bytes.clone(), length));
            bytes[length - 1]++;
            assertNotEquals(before, KeyedHash.mix(bytes, length), "byte " + length);
            assertNotEquals(KeyedHash.mix(bytes, length), KeyedHash.mix(bytes, length - 1));
        }
    }
}
