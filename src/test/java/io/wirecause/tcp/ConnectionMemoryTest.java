package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.testing.TestCaptures;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a connection takes of the heap, its share of tables and lists included: all objects that a tracker reaches, each at
 * the size that the usual virtual machine gives it (12 bytes of header, 4 a reference, padded to 8). Counted, not measured,
 * so that it is the same everywhere.
 */
class ConnectionMemoryTest {
    private static final int COPIES = 3_000;
    private static final int ALL = Integer.MAX_VALUE;
    private static final int ARP_AND_SYN = 3;
    /** Handshake, request, answer, and the acknowledgements of both. */
    private static final int ARP_AND_EXCHANGE = 9;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    /** Where the upper halves of an IPv4 packet's addresses are in an Ethernet frame. */
    private static final int SOURCE = 14 + 12;
    private static final int DESTINATION = 14 + 16;

    @TempDir
    Path folder;

    @Test
    void shouldTakeLittleForASynWithoutAnswer() throws Exception {
        assertAtMost(650, "tcp/syn-unanswered", ARP_AND_SYN);
    }

    @Test
    void shouldTakeAtMostSixHundredBytesMoreWhenTheSynIsSentAgain() throws Exception {
        assertAtMost(1_280, "tcp/syn-unanswered", ALL);
    }

    @Test
    void shouldTakeAboutAKilobyteForAShortHealthyExchange() throws Exception {
        assertAtMost(1_020, "tcp/http-clean", ARP_AND_EXCHANGE);
    }

    @Test
    void shouldTakeLittleMoreForALongerOne() throws Exception {
        assertAtMost(1_300, "tcp/http-clean", ALL);
    }

    @Test
    void shouldTakeNoMoreThanLimitsCountsOnInFullUse() throws Exception {
        assertAtMost(2_080, "tcp/lossy-transfer", ALL);
    }

    private void assertAtMost(long most, String capture, int frames) throws Exception {
        TcpAnalyzer tracker = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), null);
        long before = size(tracker);
        int connections;
        try (Capture copies = Capture.open(copies(TestCaptures.of(capture), frames))) {
            Pass.run(new ToolContext(capture, copies, Limits.DEFAULT, ProgressListener.NONE), List.of(tracker));
            connections = tracker.connections().size();
        }
        assertEquals(0, connections % COPIES, "whole copies");
        long each = (size(tracker) - before) / connections;
        assertTrue(each <= most, capture + ": " + each + " bytes a connection");
        assertTrue(each > most / 2, capture + ": the bound of " + most + " is far above " + each + " bytes");
    }

    /** The first frames of the capture many times over, each time between other hosts. */
    private Path copies(Path capture, int frames) throws Exception {
        byte[] file = firstFrames(Files.readAllBytes(capture), frames);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, FILE_HEADER);
        for (int copy = 0; copy < COPIES; copy++) {
            byte[] other = file.clone();
            ByteBuffer records = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = FILE_HEADER; at < file.length; at += RECORD_HEADER + records.getInt(at + 8)) {
                if (records.getShort(at + RECORD_HEADER + 12) == 8) {
                    records.putShort(at + RECORD_HEADER + SOURCE, (short) copy);
                    records.putShort(at + RECORD_HEADER + DESTINATION, (short) copy);
                }
            }
            out.write(other, FILE_HEADER, other.length - FILE_HEADER);
        }
        return Files.write(folder.resolve("copies.pcap"), out.toByteArray());
    }

    private static byte[] firstFrames(byte[] file, int frames) {
        ByteBuffer records = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = FILE_HEADER;
        for (int i = 0; i < frames && at < file.length; i++) {
            at += RECORD_HEADER + records.getInt(at + 8);
        }
        return Arrays.copyOf(file, at);
    }

    /** Bytes of all objects that can be reached, but for classes and constants. */
    private static long size(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        reach(root, seen, open);
        long bytes = 0;
        while (!open.isEmpty()) {
            Object next = open.pop();
            bytes += next.getClass().isArray() ? array(next, seen, open) : object(next, seen, open);
        }
        return bytes;
    }

    private static void reach(Object object, Set<Object> seen, Deque<Object> open) {
        if (object != null && !(object instanceof Enum<?>) && !(object instanceof Class<?>) && seen.add(object)) {
            open.push(object);
        }
    }

    private static long array(Object array, Set<Object> seen, Deque<Object> open) {
        int length = Array.getLength(array);
        if (array instanceof Object[] references) {
            for (Object each : references) {
                reach(each, seen, open);
            }
        }
        return padded(16 + (long) length * width(array.getClass().getComponentType()));
    }

    private static long object(Object object, Set<Object> seen, Deque<Object> open) throws IllegalAccessException {
        long bytes = 12;
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                bytes += width(field.getType());
                if (!field.getType().isPrimitive() && type.getName().startsWith("io.wirecause.")) {
                    field.setAccessible(true);
                    reach(field.get(object), seen, open);
                }
            }
        }
        if (object instanceof List<?> list) {
            list.forEach(each -> reach(each, seen, open));
            bytes += 4L * list.size();
        }
        return padded(bytes);
    }

    private static long padded(long bytes) {
        return bytes + 7 & ~7L;
    }

    private static int width(Class<?> type) {
        return type == long.class || type == double.class ? 8 : type == boolean.class || type == byte.class ? 1
                : type == short.class || type == char.class ? 2 : 4;
    }
}
