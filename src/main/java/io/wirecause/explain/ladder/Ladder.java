package io.wirecause.explain.ladder;

import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The steps of one connection, in the order of their beginning, of which a bounded number is kept. */
public final class Ladder {
    /** Steps kept at most while a capture is read, and how many are left when they are folded. */
    private static final int MOST_KEPT = 1_200;
    private static final int LEFT = 600;
    private static final int CITED = 75;
    private static final int LONGEST_WAITS = 4;
    private static final int LONG_WAIT = 80;
    /** Steps at the begin and at the end that are kept before others. */
    private static final int OPENING = 8;
    private static final int END = 6;
    private static final int AT_EDGE = 55;
    private static final double FINE = 10e9;

    private final NavigableSet<Long> cited = new TreeSet<>();
    private List<Rung> steps = new ArrayList<>();
    private boolean edged;

    /**
     * A ladder without steps.
     *
     * @param frames those that findings name, whose steps a reader looks for
     */
    public Ladder(Collection<Long> frames) {
        cited.addAll(frames);
    }

    /** One more step. */
    public Rung add(Rung step) {
        steps.add(step);
        if (steps.size() > MOST_KEPT) {
            // The last one may go on.
            List<Rung> closed = steps.subList(0, steps.size() - 1);
            weigh(closed);
            List<Rung> left = new ArrayList<>(Folding.to(closed, LEFT));
            left.add(step);
            steps = left;
        }
        return step;
    }

    /** The step added last; null for none. */
    public Rung last() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }

    /** Whether there is no step. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    private void weigh(List<Rung> some) {
        for (Rung step : some) {
            Long next = cited.ceiling(step.frame());
            if (next != null && next <= step.lastFrame() && step.folded() == 0) {
                step.weigh(CITED);
            }
        }
        for (int i = 0; i < Math.min(OPENING, some.size()) && !edged; i++) {
            some.get(i).weigh(AT_EDGE);
        }
        edged = true;
        some.stream().filter(step -> step.kind() == Rung.Kind.WAIT)
                .sorted((a, b) -> Long.compare(b.lastTime() - b.time(), a.lastTime() - a.time())).limit(LONGEST_WAITS)
                .forEach(step -> step.weigh(LONG_WAIT));
    }

    /** The lines of at most so many steps. */
    public Lines lines(int most) {
        weigh(steps);
        steps.subList(Math.max(0, steps.size() - END), steps.size()).forEach(step -> step.weigh(AT_EDGE));
        List<Rung> told = Folding.to(steps, most);
        long start = told.isEmpty() ? 0 : told.get(0).time();
        long end = told.stream().mapToLong(Rung::lastTime).max().orElse(start);
        boolean fine = end - start < FINE;
        int folded = told.stream().mapToInt(Rung::folded).sum();
        return new Lines(told.stream().map(step -> line(step, start, fine)).toList(), folded);
    }

    private static String line(Rung step, long start, boolean fine) {
        if (step.kind() == Rung.Kind.WAIT) {
            return "    \u2026 " + Durations.words(step.lastTime() - step.time()) + ": " + step.tells();
        }
        String frames = step.frame() == step.lastFrame() ? " #" + step.frame() : " #" + step.frame() + "-" + step.lastFrame();
        return String.format(Locale.ROOT, fine ? "%.6f" : "%.3f", (step.time() - start) / 1e9) + " " + step.way().arrow() + " "
                + step.tells() + frames;
    }

    /**
     * A ladder as text.
     *
     * @param lines  one for each step
     * @param folded steps that some of them stand for
     */
    public record Lines(List<String> lines, int folded) {
    }
}
