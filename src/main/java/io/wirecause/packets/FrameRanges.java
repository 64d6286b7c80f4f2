package io.wirecause.packets;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Frame numbers and ranges of them, as people and findings write them: {@code 12, 40-44}, {@code [12, 40]}, {@code 40..44}. */
final class FrameRanges {
    /** More than anybody types; a list of all frames is no choice. */
    private static final int MOST = 1_000;
    private static final int SHOWN = 80;
    private static final Pattern ITEM = Pattern.compile("\\s*#?(\\d{1,18})(?:\\s*(?:-|\\.\\.)\\s*(\\d{1,18}))?\\s*");
    /** Also as it stands in a display filter. */
    private static final Pattern AROUND = Pattern.compile("\\s*(?:frame\\.number\\s*(?:in|==)?\\s*)?[\\[{(]?(.*?)[\\]})]?\\s*");

    private final List<Range> ranges;
    /** The first range that may hold frames still to come; frames are asked for in ascending order. */
    private int at;

    private record Range(long from, long to) {
    }

    private FrameRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads the text.
     *
     * @throws UserFacingException where it is no list of frame numbers
     */
    static FrameRanges of(String text) throws UserFacingException {
        Matcher around = AROUND.matcher(text);
        String[] items = (around.matches() ? around.group(1) : text).split("[,;]|(?<=\\d)\\s+(?=#?\\d)");
        List<Range> ranges = new ArrayList<>();
        for (String item : items) {
            Matcher range = ITEM.matcher(item);
            if (!range.matches() || items.length > MOST) {
                throw refused(text);
            }
            long from = Long.parseLong(range.group(1));
            long to = range.group(2) == null ? from : Long.parseLong(range.group(2));
            if (from < 1 || to < from) {
                throw refused(text);
            }
            ranges.add(new Range(from, to));
        }
        ranges.sort(Comparator.comparingLong(Range::from));
        return new FrameRanges(joined(ranges));
    }

    private static List<Range> joined(List<Range> sorted) {
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && range.from <= last.to + 1) {
                joined.set(joined.size() - 1, new Range(last.from, Math.max(last.to, range.to)));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    private static UserFacingException refused(String text) {
        return new UserFacingException("The argument frames takes up to " + MOST + " frame numbers from 1 on and ranges of them, "
                + "such as 12, 40-44, not " + WireText.quote(text, SHOWN) + ".");
    }

    /** Whether a frame is among them. To be asked in ascending order of the numbers. */
    boolean contains(long frame) {
        while (at < ranges.size() && ranges.get(at).to < frame) {
            at++;
        }
        return at < ranges.size() && ranges.get(at).from <= frame;
    }

    /** The last frame. */
    long last() {
        return ranges.get(ranges.size() - 1).to;
    }

    /** The first frame. */
    long first() {
        return ranges.get(0).from;
    }

    /** A display filter for them. */
    String displayFilter() {
        return ranges.stream().map(range -> range.from == range.to ? "" + range.from : range.from + ".." + range.to)
                .collect(Collectors.joining(", ", "frame.number in {", "}"));
    }
}
