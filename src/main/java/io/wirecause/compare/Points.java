package io.wirecause.compare;

import io.wirecause.analysis.ToolContext;
import io.wirecause.compare.match.PointInterface;
import io.wirecause.report.Finding;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;

/** What the two captures are called in sentences, and how their frames are shown. */
record Points(String first, String other) {
    /** By the last part of their names, where those differ. */
    static Points of(ToolContext context) {
        String first = context.capture().files().get(0).name();
        String other = context.other().capture().files().get(0).name();
        boolean sets = context.capture().files().size() > 1 || context.other().capture().files().size() > 1;
        return sets || first.equals(other) ? new Points("pcap_file", "other_file")
                : new Points(WireText.clean(first), WireText.clean(other));
    }

    /** The same, where interfaces are compared. */
    static Points of(ToolContext context, List<PointInterface> of) {
        Points files = of(context);
        String first = name(files.first(), of.get(0), context);
        String other = name(files.other(), of.get(1), context);
        return first.equals(other) ? files : new Points(first, other);
    }

    private static String name(String file, PointInterface point, ToolContext context) {
        return point.name() == null ? file : isOneFile(context) ? WireText.clean(point.name())
                : file + " " + WireText.clean(point.name());
    }

    /** Whether both names are those of one file. */
    static boolean isOneFile(ToolContext context) {
        return context.file().equals(context.other().file());
    }

    String name(int capture) {
        return capture == 0 ? first : other;
    }

    /** As it stands in a sentence. */
    String quoted(int capture) {
        return WireText.inQuotes(name(capture));
    }

    /** {@code "a.pcap" to "b.pcap"}. */
    String way(int upstream) {
        return quoted(upstream) + " to " + quoted(1 - upstream);
    }

    /** Frames as file and number. */
    List<String> frames(int capture, List<Long> numbers) {
        List<String> named = new ArrayList<>();
        for (long number : Finding.spread(numbers, 5)) {
            named.add(name(capture) + "#" + number);
        }
        return named;
    }
}
