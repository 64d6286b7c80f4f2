package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.corpus.Corpus;
import io.wirecause.report.UserFacingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/**
 * Where libpcap is installed, pcap4j's handle on it is a second reader: same frames, lengths and times as ours, within
 * what libpcap can do. It cuts frames to the snaplen that the file header names, it stops in a pcapng at an interface
 * whose link type or snaplen is not that of the first, and its seconds and nanoseconds have 32 bits.
 */
class LibpcapReaderTest {
    @TempDir
    private Path folder;
    private long captures;
    private long frames;
    private long stopped;

    /** One frame as a reader tells it. */
    private record Seen(long nanos, int captured, long wire) {
        boolean agrees(Seen libpcap) {
            return nanos - libpcap.nanos << 32 == 0 && captured == libpcap.captured && wire == libpcap.wire;
        }
    }

    @Test
    void shouldReadWhatLibpcapReads() throws Exception {
        try {
            Pcaps.libVersion();
        } catch (LinkageError e) {
            Assumptions.abort("skipped: libpcap is not installed: " + e.getMessage());
        }
        List<String> differences = new ArrayList<>();
        for (Path capture : Corpus.captures()) {
            compare(Corpus.name(capture), Corpus.plain(capture, folder), differences);
        }
        assertEquals(List.of(), differences);
        assertTrue(captures > 1_500 && frames > 200_000 && stopped < captures / 20,
                captures + " captures, " + frames + " frames, stopped in " + stopped);
    }

    private void compare(String name, Path file, List<String> differences) throws Exception {
        try (PcapHandle handle = Pcaps.openOffline(file.toString(), PcapHandle.TimestampPrecision.NANO);
                Capture capture = Capture.open(file)) {
            FrameCursor ours = capture.frames();
            captures++;
            for (byte[] raw = handle.getNextRawPacket(); raw != null; raw = handle.getNextRawPacket()) {
                frames++;
                Seen theirs = new Seen(nanos(handle), raw.length, handle.getOriginalLength());
                Seen seen = ours.next() ? seen(ours.frame(), handle.getSnapshot()) : null;
                if (seen == null || !seen.agrees(theirs)) {
                    differences.add(name + "#" + ours.frame().number() + " ours " + seen + " libpcap " + theirs);
                    return;
                }
            }
            if (ours.next()) {
                stopped++;
                if (!ours.description().fileType().contains("pcapng")) {
                    differences.add(name + ": libpcap ends before frame " + ours.frame().number());
                }
            }
        } catch (PcapNativeException | UserFacingException e) {
            // One of the readers refuses the file: what each refuses is told elsewhere.
        } catch (IllegalArgumentException e) {
            // A fraction of a second that is more than one: pcap4j cannot tell it, so nothing can be compared.
        }
    }

    private static Seen seen(Frame frame, int snaplen) {
        return new Seen(frame.timestampNanos(), Math.min(frame.capturedLength(), snaplen), frame.wireLength());
    }

    private static long nanos(PcapHandle handle) {
        long seconds = Math.floorDiv(handle.getTimestamp().getTime(), 1_000L);
        return seconds * 1_000_000_000L + handle.getTimestamp().getNanos();
    }
}
