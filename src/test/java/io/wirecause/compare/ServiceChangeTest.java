package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceChangeTest {
    private static final long MILLI = 1_000_000L;

    private static Service service(long requests, long failed, long meanMillis, long longestMillis) {
        Service service = new ServiceTable().of("192.0.2.80:80");
        service.requests(requests, failed);
        service.spend(Phase.SERVER, requests, ((requests - 1) * meanMillis + longestMillis) * MILLI, longestMillis * MILLI, 1);
        return service;
    }

    private static List<ServiceChange> changes(Service before, Service after) {
        return ServiceChange.of("it", before, after);
    }

    @Test
    void shouldTellThatAnswersTakeLonger() {
        List<ServiceChange> changes = changes(service(40, 0, 12, 15), service(40, 0, 300, 400));
        assertEquals(1, changes.size());
        assertEquals("it: answers take 303 ms (mean of 40), before 12.1 ms (of 40)", changes.get(0).line());
        assertTrue(changes.get(0).weight() > 0);
        assertTrue(changes(service(40, 0, 300, 400), service(40, 0, 12, 15)).get(0).weight() < 0);
    }

    @Test
    void shouldNotCallAServiceSlowForOneSlowAnswer() {
        assertEquals(List.of(), changes(service(40, 0, 12, 15), service(40, 0, 12, 9_000)));
    }

    @Test
    void shouldTellFailuresThatChanceDoesNotExplain() {
        assertEquals("it: 12 of 40 requests fail, before 0 of 40", changes(service(40, 0, 10, 10), service(40, 12, 10,
                10)).get(0).line());
        assertEquals(List.of(), changes(service(40, 1, 10, 10), service(40, 3, 10, 10)));
        assertEquals("it: 5 of 5 requests fail, before 0 of 5", changes(service(5, 0, 10, 10), service(5, 5, 10,
                10)).get(0).line());
    }

    @Test
    void shouldSayNothingOfTooFewTimes() {
        assertEquals(List.of(), changes(service(3, 0, 10, 10), service(3, 0, 900, 900)));
    }
}
