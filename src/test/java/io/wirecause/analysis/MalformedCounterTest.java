package io.wirecause.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MalformedCounterTest {
    private final MalformedCounter malformed = new MalformedCounter();

    @Test
    void shouldCountMessagesByWhatIsWrongWhateverTheNumbers() {
        malformed.add(1, List.of());
        malformed.add(2, List.of("only 3 of 12 header bytes"));
        malformed.add(3, List.of("only 4 of 12 header bytes", "no end"));
        assertEquals(new MalformedCounter.Summary(2, Map.of("only n of n header bytes", 2L, "no end", 1L), List.of(2L, 3L)),
                malformed.summary());
        assertEquals(List.of(), malformed.notes());
    }

    @Test
    void shouldTellMessagesApartThatOnlyTheSnaplenCut() {
        malformed.add(1, List.of("no end", MalformedCounter.CUT + " in option 3"));
        assertEquals(0, malformed.summary().messages());
        assertEquals(List.of("1 messages were cut by the snaplen and are read as far as they go."), malformed.notes());
    }

    @Test
    void shouldNameTheCommonestFaultsAndCountTheRestWhenThereAreMany() {
        for (int i = 0; i < 200; i++) {
            malformed.add(i, List.of("fault " + (char) ('a' + i % 26) + (char) ('a' + i / 26)));
            malformed.add(i, List.of("the usual one"));
        }
        MalformedCounter.Summary summary = malformed.summary();
        assertEquals(400, summary.messages());
        assertEquals("the usual one", summary.kinds().keySet().iterator().next());
        assertEquals(7, summary.kinds().size());
        assertEquals(400, summary.kinds().values().stream().mapToLong(n -> n).sum());
        assertEquals(10, summary.frames().size());
    }
}
