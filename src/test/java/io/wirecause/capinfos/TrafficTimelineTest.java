package io.wirecause.capinfos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrafficTimelineTest {
    private static final long START = 1_700_000_000_000_000_000L;

    @Test
    void shouldCountLikeAMapWhateverTheOrderAndTheSpan() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            TrafficTimeline slots = new TrafficTimeline();
            long span = 1L << random.nextInt(62);
            TreeMap<Long, Long> times = new TreeMap<>();
            int count = 1 + random.nextInt(200);
            for (int i = 0; i < count; i++) {
                long time = (round % 2 == 0 ? START : 0) + random.nextLong(span);
                slots.add(time, 10);
                times.merge(time, 1L, Long::sum);
            }
            CapinfosAnswer.Timeline answer = slots.answer();
            assertTrue(answer.slots() <= TrafficTimeline.MAX_SLOTS);
            long width = Math.round(answer.slotSeconds() * 1e9);
            long start = answer.start().getEpochSecond() * 1_000_000_000L + answer.start().getNano();
            assertEquals(0, Math.floorMod(start, width), "slots begin at round times");
            Map<Long, Long> expected = new TreeMap<>();
            times.forEach((time, n) -> expected.merge((time - start) / width, n, Long::sum));
            Map<Long, Long> found = new TreeMap<>();
            answer.listed().forEach(slot -> found.put(Math.round(slot.seconds() * 1e9 / width), slot.packets()));
            assertEquals(expected, found, "round " + round);
            assertEquals(10L * count, answer.listed().stream().mapToLong(slot -> slot.bytes()).sum());
        }
    }

    @Test
    void shouldUseManySlotsOnceTheCaptureIsLong() {
        TrafficTimeline slots = new TrafficTimeline();
        for (int i = 0; i < 100_000; i++) {
            slots.add(START + i * 1_000_000L, 1);
        }
        // 100 seconds in slots of 5 seconds.
        assertEquals(5.0, slots.answer().slotSeconds());
        assertEquals(20, slots.answer().slots());
    }

    @Test
    void shouldHaveNoSlotsWithoutTimes() {
        assertNull(new TrafficTimeline().answer().start());
        assertEquals(0, new TrafficTimeline().answer().slots());
    }
}
