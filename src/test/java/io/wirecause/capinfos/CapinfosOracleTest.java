package io.wirecause.capinfos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.corpus.Corpus;
import io.wirecause.testing.Answered;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our numbers against those of capinfos, for every file that it reads; differences stand in docs/files-vs-capinfos.md. */
class CapinfosOracleTest {
    /** capinfos compares seconds as 32-bit signed differences, so in such files its first and last time are arbitrary. */
    private static final long LONGEST_SPAN = 1L << 31;
    /** It counts a fraction in 32 bits of nanoseconds; a larger one wraps. */
    private static final long LARGEST_FRACTION = Integer.MAX_VALUE;
    /** Where a pcap record's fraction of a second lies; only the raw field tells that it is more than a second. */
    private static final int FRACTION_BEFORE_FRAME = 12;

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheNumbersOfCapinfosForEveryFileItReads() throws Exception {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        int overflows = 0;
        Map<String, Corpus.Capinfos> all = Corpus.capinfos();
        for (Path path : Corpus.captures()) {
            Corpus.Capinfos theirs = all.get(Corpus.name(path));
            if (theirs == null) {
                continue;
            }
            compared++;
            Path plain = Corpus.plain(path, folder);
            try (Capture capture = Capture.open(plain)) {
                Answered<CapinfosAnswer> ours = Answered.of(CapinfosAnswer.class, CapinfosTool.TOOL,
                        new CapinfosArguments(new CaptureArguments(plain.toString()), 5),
                        new ToolContext(plain.toString(), capture, Limits.DEFAULT, ProgressListener.NONE));
                boolean overflow = overflows(capture);
                overflows += overflow ? 1 : 0;
                compare(theirs, ours, overflow, differences);
            }
        }
        System.out.println("files compared: " + compared + ", times not comparable because capinfos overflows: " + overflows);
        assertEquals(List.of(), differences);
        assertTrue(compared > 1_800);
        assertTrue(overflows < 10);
    }

    private static void compare(Corpus.Capinfos theirs, Answered<CapinfosAnswer> ours, boolean overflow,
            List<String> differences) {
        check(theirs, "packets", theirs.packets(), ours.totals(CapinfosTotals.class).packetCount(), differences);
        check(theirs, "data bytes", theirs.dataBytes(), ours.totals(CapinfosTotals.class).dataSizeBytes(), differences);
        check(theirs, "encapsulation", theirs.encapsulation(), ours.totals(CapinfosTotals.class).fileEncapsulation(),
                differences);
        // "n/a": capinfos gives no times at all where any frame lacks one.
        if (!overflow && !theirs.firstTime().equals("n/a")) {
            check(theirs, "first time", theirs.firstTime(),
                    text(ours.totals(CapinfosTotals.class).firstPacketTime(), theirs.firstTime()), differences);
            check(theirs, "last time", theirs.lastTime(), text(ours.totals(CapinfosTotals.class).lastPacketTime(),
                    theirs.lastTime()), differences);
            BigDecimal duration = BigDecimal.valueOf(nanos(ours.totals(CapinfosTotals.class)
                    .lastPacketTime()) - nanos(ours.totals(CapinfosTotals.class).firstPacketTime()), 9);
            check(theirs, "duration", theirs.duration(), cut(duration, theirs.duration()), differences);
            check(theirs, "duration in seconds", duration.doubleValue(),
                    ours.totals(CapinfosTotals.class).captureDurationSeconds(), differences);
        }
    }

    private static void check(Corpus.Capinfos file, String what, Object theirs, Object ours, List<String> differences) {
        if (!theirs.equals(ours)) {
            differences.add(file.capture() + ": " + what + " " + ours + ", capinfos has " + theirs);
        }
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    /** With as many digits as capinfos prints, which depends on the file's precision; it cuts, it does not round. */
    private static String text(Instant time, String like) {
        return time == null ? "none" : cut(BigDecimal.valueOf(nanos(time), 9), like);
    }

    private static String cut(BigDecimal value, String like) {
        int point = like.indexOf('.');
        return value.setScale(point < 0 ? 0 : like.length() - point - 1, RoundingMode.DOWN).toPlainString();
    }

    private static boolean overflows(Capture capture) throws IOException {
        byte[] raw = Files.readAllBytes(capture.files().get(0).path());
        FrameCursor frames = capture.frames();
        String type = frames.description().fileType();
        long unit = type.equals("pcap") ? 1_000 : type.equals("nsecpcap") ? 1 : 0;
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        bytes.order((raw[0] & 0xff) == 0xa1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        boolean fraction = false;
        while (frames.next()) {
            if (frames.frame().hasTimestamp()) {
                first = Math.min(first, frames.frame().timestampNanos());
                last = Math.max(last, frames.frame().timestampNanos());
            }
            if (unit > 0) {
                long field = bytes.getInt((int) frames.frame().fileOffset() - FRACTION_BEFORE_FRAME) & 0xffffffffL;
                fraction |= field * unit > LARGEST_FRACTION;
            }
        }
        return fraction || first < last && (last - first) / 1_000_000_000L >= LONGEST_SPAN;
    }
}
