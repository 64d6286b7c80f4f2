package io.wirecause.dns.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.analysis.collect.CodeCounts;
import io.wirecause.dns.name.HashSet64;
import io.wirecause.dns.name.SmallCodeSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void shouldCountTogetherWhatIsBeyondTheMost() {
        CodeCounts counts = new CodeCounts(3);
        for (int i = 0; i < 10; i++) {
            counts.add(i % 5);
        }
        assertEquals(Map.of("c0", 2L, "c1", 2L, "c2", 2L, "other", 4L), counts.named(code -> "c" + code));
        assertEquals(Map.of("even", 4L, "odd", 2L, "other", 4L), counts.named(code -> code % 2 == 0 ? "even" : "odd"));
    }

    @Test
    void shouldKeepTheFirstFewWhetherLowOrHigh() {
        SmallCodeSet codes = new SmallCodeSet();
        for (int code : new int[] {1, 65, 28, 1, 65, 0, 63, 64, 65_535, 2, 3, 255, 4}) {
            codes.add(code);
        }
        assertEquals(Set.of("1", "65", "28", "0", "63", "64", "65535", "2"), codes.words(String::valueOf));
    }

    @Test
    void shouldCountDifferentHashesOnce() {
        HashSet64 set = new HashSet64();
        for (long i = 0; i < 10_000; i++) {
            set.add(i % 1_000 << 40);
        }
        assertEquals(1_000, set.size());
    }
}
