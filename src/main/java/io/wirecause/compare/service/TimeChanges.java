package io.wirecause.compare.service;

import io.wirecause.analysis.collect.Distribution;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.List;

/** Which times of a service differ beyond the spread within each capture. */
final class TimeChanges {
    /** Times of each that a change of the median takes, and those that a change of the tail takes. */
    private static final int LEAST = 8;
    private static final int LEAST_TAIL = 40;
    /** Standard errors between the ranks, and pairs of times of which the later is the longer. */
    private static final double ERRORS = 3.3;
    private static final double BEYOND = 0.8;
    /** A median that is so many times the other and so much longer, nanoseconds; or, of short times, these. */
    private static final double TIMES = 1.5;
    private static final long LONGER = 10_000_000L;
    private static final double MANY_TIMES = 3;
    private static final long LITTLE_LONGER = 1_000_000L;
    /** The same of the 95th percentile. */
    private static final double TAIL_TIMES = 2;
    private static final long TAIL_LONGER = 50_000_000L;
    private static final double TAIL_CHANCE = 0.005;
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.95;
    /** Round trips that an answer, and a TLS handshake with its first data, take. */
    private static final double TRIPS_OF_ANSWER = 1.5;
    private static final double TRIPS_OF_TLS = 4;
    /** Bytes that a server sends before it waits for an acknowledgment (RFC 6928). */
    private static final double FIRST_WINDOW = 14_600;
    private static final double WEIGHT = 250;
    private static final double WEIGHT_OF_DOUBLING = 70;

    private final ServicePair pair;
    private final Profile before;
    private final Profile after;
    private final List<ServiceChange> changes = new ArrayList<>();

    TimeChanges(ServicePair pair) {
        this.pair = pair;
        this.before = pair.before().profile();
        this.after = pair.after().profile();
    }

    List<ServiceChange> all() {
        boolean handshakes = before.times(Phase.CONNECT).count() >= LEAST && after.times(Phase.CONNECT).count() >= LEAST;
        Distribution pathBefore = handshakes ? before.times(Phase.CONNECT) : before.roundTrips();
        Distribution pathAfter = handshakes ? after.times(Phase.CONNECT) : after.roundTrips();
        String path = handshakes ? "connecting takes" : "round trips take";
        long longer = differs(pathBefore, pathAfter) || differs(pathAfter, pathBefore)
                ? pathAfter.quantile(MEDIAN) - pathBefore.quantile(MEDIAN) : 0;
        List<String> along = new ArrayList<>();
        if (longer != 0) {
            add(along, Phase.TLS, "TLS handshakes", (long) (TRIPS_OF_TLS * longer));
            add(along, Phase.SERVER, "answers", (long) (TRIPS_OF_ANSWER * longer));
            long size = Math.max(before.answerBytes().quantile(MEDIAN), after.answerBytes().quantile(MEDIAN));
            add(along, Phase.TRANSFER, noun(Phase.TRANSFER), (long) (rounds(size) * longer));
        }
        String follows = along.isEmpty() ? "" : "; " + String.join(", ", along) + (longer > 0 ? " are slower" : " are faster")
                + " by no more than that explains";
        compare(path, pathBefore, pathAfter, follows);
        for (Phase phase : List.of(Phase.SERVER, Phase.TLS, Phase.TRANSFER)) {
            if (before.precision(phase) == after.precision(phase) && !along.contains(noun(phase))) {
                compare(noun(phase) + " take", before.times(phase), after.times(phase), "");
            }
        }
        return changes;
    }

    /** In how many round trips so many bytes pass, where the window doubles with each. */
    private static double rounds(long bytes) {
        return TRIPS_OF_ANSWER * Math.max(1, Math.log(bytes / FIRST_WINDOW + 1) / Math.log(2));
    }

    /** Whether longer round trips explain that a phase is longer, or shorter ones that it is shorter. */
    private void add(List<String> along, Phase phase, String noun, long explained) {
        Distribution first = before.times(phase);
        Distribution second = after.times(phase);
        long more = second.quantile(MEDIAN) - first.quantile(MEDIAN);
        boolean told = differs(first, second) || differs(second, first);
        if (told && Long.signum(more) == Long.signum(explained) && Math.abs(more) <= Math.abs(explained)) {
            along.add(noun);
        }
    }

    private static String noun(Phase phase) {
        return switch (phase) {
            case SERVER -> "answers";
            case TLS -> "TLS handshakes";
            default -> "transfers of answers";
        };
    }

    private void compare(String what, Distribution first, Distribution second, String follows) {
        boolean slower = differs(first, second);
        boolean faster = differs(second, first);
        boolean tail = !slower && !faster && tailDiffers(first, second);
        boolean shorterTail = !slower && !faster && tailDiffers(second, first);
        if (!slower && !faster && !tail && !shorterTail) {
            return;
        }
        double share = slower || faster ? MEDIAN : TAIL;
        double ratio = Math.log((second.quantile(share) + 1.0) / (first.quantile(share) + 1.0)) / Math.log(2);
        String words = what + (share == MEDIAN ? " " : " up to ") + value(second, share) + ", " + second.count()
                + " of them), before " + value(first, share) + ", " + first.count() + ")" + follows;
        changes.add(new ServiceChange(pair, what + (slower ? " longer" : faster ? " less time" : tail ? " much longer at times"
                : " much longer less often"), words, slower || tail ? WEIGHT + WEIGHT_OF_DOUBLING * ratio
                : WEIGHT_OF_DOUBLING * Math.min(ratio, 0)));
    }

    /** What differs first, the other of median and 95th percentile behind it. */
    private static String value(Distribution times, double share) {
        return Durations.words(times.quantile(share)) + (share == MEDIAN ? " (p95 " + Durations.words(times.quantile(TAIL))
                : " (p95; median " + Durations.words(times.quantile(MEDIAN)));
    }

    /** Whether those of the second capture are longer, most of them. */
    static boolean differs(Distribution first, Distribution second) {
        if (Math.min(first.count(), second.count()) < LEAST) {
            return false;
        }
        long one = first.quantile(MEDIAN);
        long other = second.quantile(MEDIAN);
        boolean matters = other > TIMES * one && other - one >= LONGER || other > MANY_TIMES * one
                && other - one >= LITTLE_LONGER;
        return matters && second.exceeds(first) >= BEYOND && Chance.errorsAbove(second, first) >= ERRORS;
    }

    /** Whether the longest of the second capture are longer: more than one or two of many. */
    static boolean tailDiffers(Distribution first, Distribution second) {
        if (Math.min(first.count(), second.count()) < LEAST_TAIL) {
            return false;
        }
        long limit = Math.max((long) (TAIL_TIMES * first.quantile(TAIL)), first.quantile(TAIL) + TAIL_LONGER);
        return second.quantile(TAIL) > limit && Chance.ofMore(first.above(limit), first.count(), second.above(limit),
                second.count()) < TAIL_CHANCE;
    }
}
