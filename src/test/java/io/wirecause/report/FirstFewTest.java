package io.wirecause.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstFewTest {
    @Test
    void shouldNameAllWhereTheyFit() {
        assertEquals("a; b", FirstFew.of(List.of("a", "b"), s -> s));
        assertEquals("", FirstFew.of(List.<String>of(), s -> s));
    }

    @Test
    void shouldCountThoseThatDoNotFitButNameTheFirstWhateverItsLength() {
        String longOne = "x".repeat(500);
        assertEquals(longOne + "; and 2 more", FirstFew.of(List.of(longOne, "b", "c"), s -> s));
        String many = FirstFew.of(Collections.nCopies(1000, "0123456789"), s -> s);
        assertTrue(many.length() < 440 && many.endsWith("; and 967 more"), many);
    }
}
