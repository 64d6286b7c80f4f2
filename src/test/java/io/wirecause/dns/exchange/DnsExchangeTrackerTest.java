package io.wirecause.dns.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.dns.message.DnsBytes;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsExchangeTrackerTest {
    private static final long MS = 1_000_000L;
    /** Some time; 0 stands for none. */
    private static final long START = 1_700_000_000_000_000_000L;
    private static final int PORT = 40_000;

    private final List<DnsExchange> over = new ArrayList<>();
    private final DnsExchangeTracker exchanges = new DnsExchangeTracker(over::add);
    private long frame;

    private DnsExchange query(long atMs, int port, DnsBytes wire, boolean tcp) {
        return exchanges.query(wire.parse(), new DnsMessageContext(++frame, START + atMs * MS, DnsBytes.host(1, port),
                DnsBytes.host(53, 53),
                tcp));
    }

    private DnsExchange query(long atMs, int id, String name) {
        return query(atMs, PORT, DnsBytes.query(id, name, 1), false);
    }

    private DnsExchange response(long atMs, DnsBytes wire) {
        return exchanges.response(wire.parse(), new DnsMessageContext(++frame, START + atMs * MS, DnsBytes.host(53, 53),
                DnsBytes.host(1, PORT),
                false));
    }

    @Test
    void shouldMeasureFromQueryToResponse() {
        DnsExchange e = query(10, 7, "a.test");
        assertSame(e, response(35, DnsBytes.response(7, "A.TEST", 1).address("a.test", 1)));
        assertEquals(25 * MS, e.responseNanos());
        assertEquals(DnsOutcome.ANSWERED, DnsOutcome.of(e, START + 40 * MS));
    }

    @Test
    void shouldMeasureNothingWhenTheFileHasNoTimes() {
        DnsExchange e = exchanges.query(DnsBytes.query(7, "a.test", 1).parse(),
                new DnsMessageContext(1, 0, DnsBytes.host(1, PORT), DnsBytes.host(53, 53),
                false));
        exchanges.response(DnsBytes.response(7, "a.test", 1).parse(),
                new DnsMessageContext(2, 0, DnsBytes.host(53, 53), DnsBytes.host(1, PORT),
                false));
        assertTrue(e.answered());
        assertNull(e.responseMillis());
    }

    @Test
    void shouldNotPairWhenIdPortOrQuestionDiffer() {
        DnsExchange e = query(0, 7, "a.test");
        assertNull(response(1, DnsBytes.response(8, "a.test", 1)));
        assertNull(response(1, DnsBytes.response(7, "b.test", 1)));
        assertNull(response(1, DnsBytes.response(7, "a.test", 28)));
        assertEquals(1, exchanges.unmatched());
        assertEquals(2, exchanges.otherQuestion());
        assertFalse(e.answered());
    }

    @Test
    void shouldPairWhenAnErrorLeavesOutTheQuestion() {
        DnsExchange e = query(0, 7, "a.test");
        assertSame(e, response(1, new DnsBytes(7, DnsBytes.RESPONSE | 1)));
        assertEquals(DnsOutcome.OTHER_ERROR, DnsOutcome.of(e, START + MS));
    }

    @Test
    void shouldMeasureFromTheFirstQueryWhenRepeated() {
        DnsExchange e = query(0, 7, "a.test");
        assertSame(e, query(2_000, 7, "a.test"));
        response(2_100, DnsBytes.response(7, "a.test", 1).address("a.test", 1));
        assertEquals(2, e.queries);
        assertEquals(1, exchanges.retries());
        assertEquals(2_100 * MS, e.responseNanos());
        assertEquals(DnsOutcome.SLOW, DnsOutcome.of(e, START + 3_000 * MS));
    }

    @Test
    void shouldNotCountARetryWhenTheCaptureSawTheQueryTwice() {
        DnsExchange e = query(0, 7, "a.test");
        assertSame(e, query(1, 7, "a.test"));
        assertEquals(1, e.queries);
        assertEquals(0, exchanges.retries());
    }

    @Test
    void shouldBeginAnewWhenRepeatedAfterTheTimeout() {
        DnsExchange first = query(0, 7, "a.test");
        DnsExchange second = query(5_000, 7, "a.test");
        assertNotSame(first, second);
        response(5_080, DnsBytes.response(7, "a.test", 1).address("a.test", 1));
        assertEquals(80 * MS, second.responseNanos());
        assertEquals(1, exchanges.retries());
        exchanges.finish();
        assertEquals(List.of(first, second), over);
        assertTrue(first.question.resolved, "the second try settled the question of the first");
        assertEquals(DnsOutcome.UNANSWERED, DnsOutcome.of(first, START + 6_000 * MS));
    }

    @Test
    void shouldCountARetryWhenAnotherServerIsAsked() {
        query(0, 7, "a.test");
        exchanges.query(DnsBytes.query(9, "a.test", 1).parse(),
                new DnsMessageContext(2, START + 1_000 * MS, DnsBytes.host(1, 41_000), DnsBytes.host(54, 53), false));
        assertEquals(1, exchanges.retries());
    }

    @Test
    void shouldBeginAnewWhenTheSameIsAskedAfterTheAnswer() {
        DnsExchange first = query(0, 7, "a.test");
        response(1, DnsBytes.response(7, "a.test", 1));
        assertNotSame(first, query(2, 7, "a.test"));
    }

    @Test
    void shouldKnowTwoResponsesThatContradict() {
        DnsExchange e = query(0, 7, "a.test");
        response(1, DnsBytes.response(7, "a.test", 1).address("a.test", 1));
        response(2, DnsBytes.response(7, "a.test", 1).address("a.test", 1));
        assertEquals(0, e.contradictionFrame());
        response(3, DnsBytes.response(7, "a.test", 1).address("a.test", 99));
        assertEquals(4, e.contradictionFrame());
    }

    @Test
    void shouldTellTruncationThatWasMadeGoodOverTcp() {
        DnsExchange udp = query(0, 7, "a.test");
        response(1, new DnsBytes(7, DnsBytes.RESPONSE | DnsBytes.TRUNCATED).question("a.test", 1));
        assertEquals(DnsOutcome.TRUNCATED, DnsOutcome.of(udp, START + 2 * MS));
        query(2, 50_000, DnsBytes.query(8, "a.test", 1), true);
        exchanges.response(DnsBytes.response(8, "a.test", 1).address("a.test", 1).parse(),
                new DnsMessageContext(9, START + 3 * MS, DnsBytes.host(53, 53), DnsBytes.host(1, 50_000), true));
        assertTrue(udp.question.overTcp);
        assertEquals(DnsOutcome.NO_DATA, DnsOutcome.of(udp, START + 4 * MS));
        assertEquals(0, exchanges.retries());
    }

    @Test
    void shouldNotCallItUnansweredWhenTheCaptureEnds() {
        DnsExchange e = query(0, 7, "a.test");
        assertEquals(DnsOutcome.OPEN_AT_END, DnsOutcome.of(e, START + 999 * MS));
        assertEquals(DnsOutcome.UNANSWERED, DnsOutcome.of(e, START + 1_000 * MS));
        exchanges.unreachable(DnsBytes.host(1, PORT), DnsBytes.host(53, 53), 7, 5);
        assertEquals(5, e.icmpFrame());
        assertEquals(DnsOutcome.UNANSWERED, DnsOutcome.of(e, START + 1 * MS));
    }

    @Test
    void shouldPairByClientWhenTheQueryWentToAGroup() {
        DnsExchange e = exchanges.query(DnsBytes.query(3, "host", 1).parse(DnsService.LLMNR),
                new DnsMessageContext(1, 0, DnsBytes.host(1, PORT), DnsBytes.host(252, 5355), false));
        assertSame(e, exchanges.response(DnsBytes.response(3, "host", 1).parse(DnsService.LLMNR),
                new DnsMessageContext(2, MS, DnsBytes.host(9, 5355), DnsBytes.host(1, PORT), false)));
    }

    @Test
    void shouldForgiveFailuresWhenTheHostIsFoundBelowAnotherSuffix() {
        DnsExchange below = query(0, 1, "www.corp.test");
        response(1, DnsBytes.failure(1, "www.corp.test", 1, 3));
        DnsExchange prefix = query(2, 2, "www.example.test.corp.test");
        response(3, DnsBytes.failure(2, "www.example.test.corp.test", 1, 3));
        DnsExchange unrelated = query(4, 3, "other.test");
        response(5, DnsBytes.failure(3, "other.test", 1, 3));
        query(6, 4, "www.example.test");
        response(7, DnsBytes.response(4, "www.example.test", 1).address("www.example.test", 1));
        DnsExchange late = query(9_000, 5, "www.late.test");
        response(9_001, DnsBytes.failure(5, "www.late.test", 1, 3));
        assertTrue(below.settledElsewhere);
        assertTrue(prefix.settledElsewhere);
        assertFalse(unrelated.settledElsewhere);
        assertFalse(late.settledElsewhere);
    }

    @Test
    void shouldLetGoWhatIsOldWithoutCallingItEvicted() {
        DnsExchange first = query(0, 1, "a.test");
        query(29_999, 2, "b.test");
        assertEquals(List.of(), over);
        query(30_000, 3, "c.test");
        assertEquals(List.of(first), over);
        assertEquals(0, exchanges.evicted());
    }

    @Test
    void shouldStayBoundedWhenNothingIsEverAnswered() {
        for (int i = 0; i < DnsExchangeTracker.MAX_OPEN + 100; i++) {
            query(1, 1_000 + i % 60_000, DnsBytes.query(i, "n" + i + ".test", 1), false);
        }
        assertEquals(100, exchanges.evicted());
        assertEquals(100, over.size());
        exchanges.finish();
        assertEquals(DnsExchangeTracker.MAX_OPEN + 100, over.size());
    }
}
