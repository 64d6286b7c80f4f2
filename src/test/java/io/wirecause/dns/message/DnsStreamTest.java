package io.wirecause.dns.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsStreamTest {
    private final List<String> seen = new ArrayList<>();
    private int held;
    private int most = Integer.MAX_VALUE;
    private int gaps;
    private final DnsStream.Sink sink = new DnsStream.Sink() {
        @Override
        public boolean message(ByteView message, long frame, long timestampNanos) {
            DnsMessage m = new DnsMessage();
            m.parse(message, message.length(), DnsService.DNS);
            seen.add(frame + "/" + timestampNanos + " " + (m.problem() == null ? m.questionName() : m.problem()));
            return true;
        }

        @Override
        public void gap() {
            gaps++;
        }

        @Override
        public boolean mayHold(int more) {
            if (held + more > most) {
                return false;
            }
            held += more;
            return true;
        }
    };

    private static byte[] three() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String name : List.of("a.test", "b.test", "c.test")) {
            out.writeBytes(DnsBytes.query(1, name, 1).overTcp());
        }
        return out.toByteArray();
    }

    private static boolean feed(DnsStream stream, byte[] bytes, int from, int to, long frame) {
        return stream.data(ByteView.of(Arrays.copyOfRange(bytes, from, to)), frame, frame * 10);
    }

    @Test
    void shouldReadEachMessageWhenOneSegmentHoldsSeveral() {
        byte[] bytes = three();
        assertTrue(feed(new DnsStream(sink, true), bytes, 0, bytes.length, 4));
        assertEquals(List.of("4/40 a.test", "4/40 b.test", "4/40 c.test"), seen);
        assertEquals(0, held);
    }

    @Test
    void shouldTellTheFrameThatCompletesAMessageWhereverItIsSplit() {
        byte[] bytes = DnsBytes.query(1, "a.test", 1).overTcp();
        for (int split = 1; split < bytes.length; split++) {
            seen.clear();
            DnsStream stream = new DnsStream(sink, true);
            feed(stream, bytes, 0, split, 1);
            assertEquals(List.of(), seen);
            feed(stream, bytes, split, bytes.length, 2);
            assertEquals(List.of("2/20 a.test"), seen);
            assertEquals(0, held);
        }
    }

    @Test
    void shouldReadAllWhenSplitAtRandom() {
        byte[] bytes = three();
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            seen.clear();
            DnsStream stream = new DnsStream(sink, true);
            int frame = 0;
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
                feed(stream, bytes, at, to, ++frame);
                at = to;
            }
            assertEquals(List.of("a.test", "b.test", "c.test"), seen.stream().map(s -> s.substring(s.indexOf(' ') + 1)).toList());
        }
    }

    @Test
    void shouldTellTheLaterFrameWhenSegmentsCameOutOfOrder() {
        byte[] bytes = DnsBytes.query(1, "a.test", 1).overTcp();
        DnsStream stream = new DnsStream(sink, true);
        feed(stream, bytes, 0, 10, 7);
        feed(stream, bytes, 10, bytes.length, 6);
        assertEquals(List.of("7/70 a.test"), seen);
    }

    @Test
    void shouldStartAtAMessageWhenBytesBeforeAreMissing() {
        byte[] bytes = three();
        DnsStream stream = new DnsStream(sink, false);
        feed(stream, bytes, 5, 26, 1);
        feed(stream, bytes, 26, bytes.length, 2);
        assertEquals(List.of("2/20 b.test", "2/20 c.test"), seen);
    }

    @Test
    void shouldDropThePartAndStartAnewWhenBytesAreMissing() {
        byte[] bytes = three();
        DnsStream stream = new DnsStream(sink, true);
        feed(stream, bytes, 0, 10, 1);
        assertTrue(stream.gap(16));
        assertEquals(0, held);
        feed(stream, bytes, 26, bytes.length, 2);
        assertEquals(List.of("2/20 b.test", "2/20 c.test"), seen);
    }

    @Test
    void shouldStopWhenTooMuchIsUnfinished() {
        most = 5;
        byte[] bytes = three();
        assertFalse(feed(new DnsStream(sink, true), bytes, 0, 10, 1));
    }

    @Test
    void shouldTakeAnEmptyMessageForAShortOne() {
        assertTrue(feed(new DnsStream(sink, true), new byte[] {0, 0, 0, 0}, 0, 4, 1));
        assertEquals(List.of("1/10 only 0 of 12 header bytes", "1/10 only 0 of 12 header bytes"), seen);
    }
}
