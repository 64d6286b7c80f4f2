package io.wirecause.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.report.Finding;
import io.wirecause.report.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MalformedCounterTest {
    private final MalformedCounter malformed = new MalformedCounter();

    @Test
    void shouldCountMessagesByWhatIsWrongWhateverTheNumbers() {
        malformed.add(1, List.of(), () -> "192.0.2.1");
        malformed.add(2, List.of("only 3 of 12 header bytes"), () -> "192.0.2.1");
        malformed.add(3, List.of("only 4 of 12 header bytes", "no end"), () -> "192.0.2.1");
        assertEquals(new MalformedCounter.Summary(2, Map.of("only n of n header bytes", 2L, "no end", 1L), List.of(2L, 3L)),
                malformed.summary());
        assertEquals(List.of(), malformed.notes());
    }

    @Test
    void shouldSayInAFindingWhatTheFirstSufferedAndWhoSentIt() {
        assertEquals(Optional.empty(), malformed.finding(CaptureFindingCode.CLOCK_BACKWARDS, "DNS", "dns"));
        malformed.add(2, List.of("only 3 of 12 header bytes"), () -> "192.0.2.1");
        malformed.add(3, List.of("no end"), () -> "192.0.2.2");
        Finding finding = malformed.finding(CaptureFindingCode.CLOCK_BACKWARDS, "DNS", "dns").orElseThrow();
        assertEquals("2 DNS messages are malformed, the first: only 3 of 12 header bytes", finding.title());
        assertEquals(Set.of(Subject.host("192.0.2.1"), Subject.host("192.0.2.2")), Set.copyOf(finding.subjects()));
        assertEquals(List.of(2L, 3L), finding.frames());
    }

    @Test
    void shouldTellMessagesApartThatOnlyTheSnaplenCut() {
        malformed.add(1, List.of("no end", MalformedCounter.CUT + " in option 3"), () -> "192.0.2.1");
        assertEquals(0, malformed.summary().messages());
        assertEquals(List.of("1 messages were cut by the snaplen and are read as far as they go."), malformed.notes());
    }

    @Test
    void shouldNameTheCommonestFaultsAndCountTheRestWhenThereAreMany() {
        for (int i = 0; i < 200; i++) {
            malformed.add(i, List.of("fault " + (char) ('a' + i % 26) + (char) ('a' + i / 26)), () -> "192.0.2.1");
            malformed.add(i, List.of("the usual one"), () -> "192.0.2.1");
        }
        MalformedCounter.Summary summary = malformed.summary();
        assertEquals(400, summary.messages());
        assertEquals("the usual one", summary.kinds().keySet().iterator().next());
        assertEquals(7, summary.kinds().size());
        assertEquals(400, summary.kinds().values().stream().mapToLong(n -> n).sum());
        assertEquals(10, summary.frames().size());
    }
}
