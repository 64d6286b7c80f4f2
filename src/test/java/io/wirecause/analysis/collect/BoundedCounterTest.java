package io.wirecause.analysis.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedCounterTest {
    private final BoundedCounter counter = new BoundedCounter(3, "other");

    private void count(String kinds) {
        kinds.chars().forEach(kind -> counter.add(String.valueOf((char) kind)));
    }

    @Test
    void shouldCountKindsBeyondTheBoundAsOne() {
        count("abcabade");
        assertTrue(counter.isFull());
        assertEquals(3, counter.kinds());
        assertEquals("{a=3, b=2, other=3}", counter.commonestFirst(2).toString());
        assertEquals("{a=3, b=2, c=1, other=2}", counter.commonestFirst(9).toString());
        assertEquals(List.of("a", "b", "c"), counter.names(9));
    }

    @Test
    void shouldPutTheCommonestInOrderOfNamesForTop() {
        count("bba");
        assertFalse(counter.isFull());
        assertEquals("{a=1, b=2}", counter.top(2).toString());
        assertEquals("{b=2, other=1}", counter.top(1).toString());
    }

    @Test
    void shouldNameHowManyTypesAreLeft() {
        assertEquals("{b=5, a=2, 2 more types=3}", TypeCounts.commonest(Map.of("a", 2L, "b", 5L, "c", 2L, "d", 1L), 2)
                .toString());
        assertEquals("{a=1}", TypeCounts.commonest(Map.of("a", 1L), 1).toString());
    }

    @Test
    void shouldForgetTheEntryUsedLongestAgo() {
        LruMap<String, Integer> map = new LruMap<>(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("c", 3);
        assertEquals("[a, c]", map.keySet().toString());
    }

    @Test
    void shouldKeepAllOfAFewFramesAndSomeOfManySpreadOverThem() {
        Examples examples = new Examples();
        for (long frame = 1; frame <= 9; frame++) {
            examples.add(frame);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), examples.frames());
        for (long frame = 10; frame <= 100_000; frame++) {
            examples.add(frame);
        }
        assertEquals(100_000, examples.count());
        List<Long> frames = examples.frames();
        assertEquals(10, frames.size());
        assertEquals(1, frames.get(0));
        assertEquals(100_000, frames.get(9));
        for (int i = 1; i < 10; i++) {
            long step = frames.get(i) - frames.get(i - 1);
            assertTrue(step > 5_000 && step < 20_000, frames.toString());
        }
    }
}
