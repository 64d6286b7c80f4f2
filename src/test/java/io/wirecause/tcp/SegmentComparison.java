package io.wirecause.tcp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts our flags of each segment beside those of tshark, and counts by flag and by capture. */
final class SegmentComparison {
    private static final int DIFFERENCES_LISTED = 20;

    /**
     * One segment as either tool sees it. Only the first of a frame is compared, as tshark's columns show it.
     *
     * @param length -1 where tshark could not tell
     */
    record Row(long frame, int stream, int length, Set<String> flags) {
        /** Reads the columns frame, stream, length and flags; what follows is ours alone. */
        static Row parse(String line) {
            String[] columns = line.split("\t", -1);
            Set<String> flags = columns[3].isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(columns[3].split(",")));
            return new Row(Long.parseLong(columns[0]), Integer.parseInt(columns[1]),
                    columns[2].isEmpty() ? -1 : Integer.parseInt(columns[2]), flags);
        }
    }

    /** How often a flag is set by both, and by one alone. */
    private static final class Count {
        private long both;
        private long tshark;
        private long ours;
    }

    private final Map<String, Count> byFlag = new TreeMap<>();
    private final Map<String, List<String>> byCapture = new LinkedHashMap<>();
    private long segments;
    private long equal;
    private long flagged;
    private long flaggedEqual;
    private long missing;
    private long additional;
    private long streamsDiffer;
    private long lengthsDiffer;
    private int captures;

    void add(String capture, List<Row> tshark, List<Row> ours) {
        captures++;
        Map<Long, Row> byFrame = new HashMap<>();
        ours.forEach(row -> byFrame.putIfAbsent(row.frame(), row));
        List<String> differences = new ArrayList<>();
        for (Row theirs : tshark) {
            compare(theirs, byFrame.remove(theirs.frame()), differences);
        }
        additional += byFrame.size();
        if (!differences.isEmpty()) {
            byCapture.put(capture, differences);
        }
    }

    private void compare(Row theirs, Row own, List<String> differences) {
        segments++;
        Set<String> flags = own == null ? Set.of() : own.flags();
        boolean same = own != null && flags.equals(theirs.flags());
        if (!theirs.flags().isEmpty() || !flags.isEmpty()) {
            flagged++;
            flaggedEqual += same ? 1 : 0;
        }
        for (String flag : theirs.flags()) {
            Count count = byFlag.computeIfAbsent(flag, name -> new Count());
            if (flags.contains(flag)) {
                count.both++;
            } else {
                count.tshark++;
            }
        }
        flags.stream().filter(flag -> !theirs.flags().contains(flag))
                .forEach(flag -> byFlag.computeIfAbsent(flag, name -> new Count()).ours++);
        if (own == null) {
            missing++;
        } else {
            streamsDiffer += own.stream() == theirs.stream() ? 0 : 1;
            lengthsDiffer += theirs.length() < 0 || own.length() == theirs.length() ? 0 : 1;
        }
        if (same) {
            equal++;
        } else {
            differences.add("#" + theirs.frame() + " tshark " + theirs.flags() + ", ours "
                    + (own == null ? "no segment" : flags));
        }
    }

    /** Share of all segments whose flags are the same. */
    double equalShare() {
        return segments == 0 ? 1 : (double) equal / segments;
    }

    /** The same, of those that either of us flags. */
    double flaggedShare() {
        return flagged == 0 ? 1 : (double) flaggedEqual / flagged;
    }

    long segments() {
        return segments;
    }

    String report() {
        StringBuilder text = new StringBuilder();
        line(text, "%d captures with TCP, %d segments: flags equal on %d (%.4f %%), on %d of the %d that either flags (%.2f %%)",
                captures, segments, equal, 100 * equalShare(), flaggedEqual, flagged, 100 * flaggedShare());
        line(text, "segments only of tshark %d, only Wirecause %d; other stream number %d, other payload length %d",
                missing, additional, streamsDiffer, lengthsDiffer);
        line(text, "%-24s %9s %11s %14s", "flag", "both", "only tshark", "only Wirecause");
        byFlag.forEach((flag, c) -> line(text, "%-24s %9d %11d %14d", flag, c.both, c.tshark, c.ours));
        byCapture.forEach((capture, differences) -> {
            line(text, "%s: %d", capture, differences.size());
            differences.stream().limit(DIFFERENCES_LISTED).forEach(one -> line(text, "  %s", one));
            if (differences.size() > DIFFERENCES_LISTED) {
                line(text, "  and %d more", differences.size() - DIFFERENCES_LISTED);
            }
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
