package io.wirecause.analysis;

import io.wirecause.capture.CapturedFile;
import io.wirecause.report.Durations;
import io.wirecause.report.FileSummary;
import io.wirecause.report.WireText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the files of a set follow each other: what an answer says of it. */
final class FileSetReport {
    /** Files that an answer lists; a ring buffer can have thousands. */
    private static final int LISTED = 20;
    /** Gaps and damaged files that are named one by one. */
    private static final int NAMED = 3;
    /** A silence at a change of files from which on a file may be missing, if no file has one as long inside. */
    private static final long SUSPICIOUS_GAP_NANOS = 1_000_000_000L;

    /** The names that dumpcap gives a ring buffer's files: a number of five digits, and mostly a time. */
    private static final Pattern NUMBERED = Pattern.compile("(.*)_(\\d{5})(?:_\\d{14})?(\\.\\w+)*");

    private final List<CapturedFile> files;
    private final long[] gaps;

    FileSetReport(List<CapturedFile> files) {
        // A file without a time counts as the last one.
        this.files = files.stream().sorted(Comparator.comparingLong(CapturedFile::start)).toList();
        this.gaps = new long[files.size()];
        long end = Long.MAX_VALUE;
        for (int i = 0; i < gaps.length; i++) {
            CapturedFile file = this.files.get(i);
            gaps[i] = i == 0 || !file.timed() ? Long.MIN_VALUE : file.start() - end;
            if (file.timed()) {
                end = i == 0 ? file.end() : Math.max(end, file.end());
            }
        }
    }

    /** The first files in time order; null where the capture is one file. */
    List<FileSummary> shares() {
        if (files.isEmpty()) {
            return null;
        }
        List<FileSummary> shares = new ArrayList<>();
        for (int i = 0; i < Math.min(files.size(), LISTED); i++) {
            CapturedFile file = files.get(i);
            shares.add(new FileSummary(file.name(), file.frames(), file.firstNumber(), file.lastNumber(),
                    file.timed() ? Instant.EPOCH.plusNanos(file.start()) : null,
                    file.timed() ? Instant.EPOCH.plusNanos(file.end()) : null,
                    gaps[i] == Long.MIN_VALUE ? null : Durations.seconds(gaps[i])));
        }
        return shares;
    }

    /** One sentence each, worst first. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (files.isEmpty()) {
            return notes;
        }
        damaged(notes);
        numbers(notes);
        gaps(notes);
        notes.add(files.size() + " files are read as one capture, merged in time order; frame numbers count over the merged set, "
                + "as after: mergecap -w OUT FILES." + (files.size() > LISTED ? " The first " + LISTED + " are listed." : ""));
        return notes;
    }

    /** Why files are not part of the set: the first few sentences, and how many there are. */
    static List<String> leftOut(List<String> reasons) {
        List<String> notes = new ArrayList<>(reasons.subList(0, Math.min(NAMED, reasons.size())));
        if (reasons.size() > NAMED) {
            notes.add(reasons.size() + " files of the set were left out in all.");
        }
        return notes;
    }

    private void damaged(List<String> notes) {
        List<CapturedFile> damaged = files.stream().filter(file -> file.damage() != null).toList();
        for (CapturedFile file : damaged.subList(0, Math.min(NAMED, damaged.size()))) {
            notes.add(WireText.inQuotes(file.name()) + ": " + file.damage());
        }
        if (damaged.size() > NAMED) {
            notes.add(damaged.size() + " files of the set are damaged in all.");
        }
    }

    /** Tells numbers of a ring buffer that are left out between those that are there. */
    private void numbers(List<String> notes) {
        Map<String, TreeSet<Integer>> numbers = new TreeMap<>();
        for (CapturedFile file : files) {
            Matcher name = NUMBERED.matcher(file.name());
            if (name.matches()) {
                numbers.computeIfAbsent(name.group(1), prefix -> new TreeSet<>()).add(Integer.valueOf(name.group(2)));
            }
        }
        numbers.forEach((prefix, present) -> {
            int missing = present.last() - present.first() + 1 - present.size();
            if (missing > 0) {
                int first = present.first();
                while (present.contains(first)) {
                    first++;
                }
                notes.add(String.format(Locale.ROOT, "Of the files %s the number %05d is missing%s.",
                        WireText.inQuotes(prefix + "_NNNNN"), first,
                        missing > 1 ? ", as are " + (missing - 1) + " more" : ""));
            }
        });
    }

    private void gaps(List<String> notes) {
        long longest = files.stream().mapToLong(CapturedFile::longestGap).max().orElse(0);
        List<Integer> suspicious = new ArrayList<>();
        for (int i = 1; i < gaps.length; i++) {
            if (gaps[i] >= SUSPICIOUS_GAP_NANOS && gaps[i] > longest) {
                suspicious.add(i);
            }
        }
        suspicious.sort(Comparator.comparingLong(i -> -gaps[i]));
        for (int i : suspicious.subList(0, Math.min(NAMED, suspicious.size()))) {
            notes.add(String.format(Locale.ROOT,
                    "%.3f s pass without a frame between %s and %s, longer than anywhere inside a file: "
                    + "a file of the set may be missing.", Durations.seconds(gaps[i]), WireText.inQuotes(files.get(i - 1).name()),
                    WireText.inQuotes(files.get(i).name())));
        }
        if (suspicious.size() > NAMED) {
            notes.add("There are " + suspicious.size() + " such gaps between files in all.");
        }
    }
}
