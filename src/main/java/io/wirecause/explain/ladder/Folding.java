package io.wirecause.explain.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Folds runs of steps that a reader would miss least, so that no more are left than asked for. */
final class Folding {
    private static final int LEAST_WEIGHT = 10;
    private static final int BETWEEN_WEIGHTS = 5;
    private static final int GREATEST_WEIGHT = 95;
    /** A fold of two steps saves one line and tells less than they did. */
    private static final int SHORTEST = 3;

    private Folding() {
    }

    /** A run of steps in a row, to be folded. */
    private record Run(int from, int to) {
        int length() {
            return to - from;
        }
    }

    /** At most so many steps, at least 3. */
    static List<Rung> to(List<Rung> steps, int most) {
        List<Rung> left = steps;
        for (int level = LEAST_WEIGHT; level <= GREATEST_WEIGHT && left.size() > most; level += BETWEEN_WEIGHTS) {
            left = below(left, level, most);
        }
        if (left.size() > most) {
            int head = most / 2;
            int tail = most - head - 1;
            left = replace(left, List.of(new Run(head, left.size() - tail)));
        }
        return left;
    }

    /** Folds runs of steps up to a weight, the longest first, and of the last one only as much as needed. */
    private static List<Rung> below(List<Rung> steps, int level, int most) {
        List<Run> runs = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= steps.size(); i++) {
            boolean light = i < steps.size() && steps.get(i).weight() <= level;
            if (light && from < 0) {
                from = i;
            } else if (!light && from >= 0) {
                if (i - from >= SHORTEST) {
                    runs.add(new Run(from, i));
                }
                from = -1;
            }
        }
        runs.sort(Comparator.comparingInt(Run::length).reversed());
        List<Run> chosen = new ArrayList<>();
        int surplus = steps.size() - most;
        for (Run run : runs) {
            if (surplus <= 0) {
                break;
            }
            int needed = Math.max(SHORTEST, Math.min(run.length(), surplus + 1));
            // More of the begin of a run is kept than of its end: what repeats is then understood.
            int spare = run.length() - needed;
            int head = (spare * 2 + 2) / 3;
            chosen.add(new Run(run.from + head, run.from + head + needed));
            surplus -= needed - 1;
        }
        chosen.sort(Comparator.comparingInt(Run::from));
        return replace(steps, chosen);
    }

    private static List<Rung> replace(List<Rung> steps, List<Run> runs) {
        List<Rung> left = new ArrayList<>();
        int at = 0;
        for (Run run : runs) {
            left.addAll(steps.subList(at, run.from));
            left.add(Rung.fold(steps.subList(run.from, run.to)));
            at = run.to;
        }
        left.addAll(steps.subList(at, steps.size()));
        return left;
    }
}
