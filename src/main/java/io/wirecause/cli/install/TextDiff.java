package io.wirecause.cli.install;

import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, as a person reads them: one block from the first difference to the last. */
final class TextDiff {
    private static final int CONTEXT = 2;
    private static final int LONGEST_LINE = 200;

    private TextDiff() {
    }

    /** Lines that begin with a minus, a plus or a blank; context is cut where it is long, changed lines are whole. */
    static List<String> of(String before, String after) {
        String[] old = before.isEmpty() ? new String[0] : before.split("\n", -1);
        String[] now = after.split("\n", -1);
        int head = 0;
        while (head < old.length && head < now.length && old[head].equals(now[head])) {
            head++;
        }
        int tail = 0;
        while (tail < old.length - head && tail < now.length - head
                && old[old.length - 1 - tail].equals(now[now.length - 1 - tail])) {
            tail++;
        }
        List<String> lines = new ArrayList<>();
        for (int i = Math.max(0, head - CONTEXT); i < head; i++) {
            lines.add("  " + shown(old[i], LONGEST_LINE));
        }
        for (int i = head; i < old.length - tail; i++) {
            lines.add("- " + shown(old[i], Integer.MAX_VALUE));
        }
        for (int i = head; i < now.length - tail; i++) {
            lines.add("+ " + shown(now[i], Integer.MAX_VALUE));
        }
        for (int i = old.length - tail; i < Math.min(old.length, old.length - tail + CONTEXT); i++) {
            lines.add("  " + shown(old[i], LONGEST_LINE));
        }
        lines.removeIf(line -> line.isBlank() || line.equals("+ ") || line.equals("- "));
        return lines;
    }

    /** A file may hold what a terminal would obey. */
    private static String shown(String line, int longest) {
        String plain = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return WireText.clean(plain.replace("\t", "    "), longest).replace("\\\\", "\\");
    }
}
