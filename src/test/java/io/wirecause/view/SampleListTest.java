package io.wirecause.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** However many segments there are, few samples are kept, and they stand for all of them. */
class SampleListTest {
    private static final int MOST = 100;

    private static Sample data(long time, long frame) {
        Sample sample = new Sample(SampleKind.DATA, frame % 2 == 0, time, frame).range(frame * 10, frame * 10 + 10);
        sample.bytes = 10;
        sample.window = 1_000 - frame % 7;
        sample.flight = frame % 11;
        return sample;
    }

    @Test
    void shouldKeepFewThatStandForAll() {
        SampleList list = new SampleList(MOST);
        for (int i = 1; i <= 100_000; i++) {
            list.add(data(i * 12_345L, i));
        }
        assertTrue(list.all().size() <= MOST, "" + list.all().size());
        assertTrue(list.all().size() > MOST / 5, "" + list.all().size());
        assertEquals(100_000, list.all().stream().mapToLong(sample -> sample.count).sum());
        assertEquals(1_000_000, list.all().stream().mapToLong(sample -> sample.bytes).sum());
        assertEquals(10, list.all().stream().mapToLong(sample -> sample.low).min().orElseThrow());
        assertEquals(1_000_010, list.all().stream().mapToLong(sample -> sample.high).max().orElseThrow());
        assertEquals(994, list.all().stream().mapToLong(sample -> sample.window).min().orElseThrow());
    }

    @Test
    void shouldKeepEachWhileThereIsRoom() {
        SampleList list = new SampleList(MOST);
        for (int i = 1; i <= MOST; i++) {
            list.add(data(i, i));
        }
        assertEquals(MOST, list.all().size());
        assertEquals(0, list.width());
    }

    @Test
    void shouldMergeOneKindAndDirectionOnly() {
        SampleList list = new SampleList(MOST);
        for (int i = 1; i <= 10_000; i++) {
            list.add(i % 100 == 0 ? new Sample(SampleKind.TIMEOUT, true, i * 1_000L, i) : data(i * 1_000L, i));
        }
        assertEquals(100, list.all().stream().filter(sample -> sample.kind == SampleKind.TIMEOUT)
                .mapToLong(sample -> sample.count).sum());
        assertTrue(list.all().size() <= MOST);
    }

    @Test
    void shouldBearClocksThatStepBackAndStandStill() {
        SampleList list = new SampleList(MOST);
        for (int i = 1; i <= 5_000; i++) {
            list.add(data(i % 3 == 0 ? -i * 1_000L : 7, i));
        }
        assertTrue(list.all().size() <= MOST);
        assertEquals(5_000, list.all().stream().mapToLong(sample -> sample.count).sum());
    }
}
