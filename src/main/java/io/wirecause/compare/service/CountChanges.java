package io.wirecause.compare.service;

import io.wirecause.analysis.collect.Distribution;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Service;
import io.wirecause.report.Durations;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What fails, gets lost, is answered and is asked more often or less often than chance explains, and what is larger. */
final class CountChanges {
    private static final double FAILURE_CHANCE = 0.005;
    private static final double FAILURE_MORE = 0.02;
    private static final double FAILURE_TIMES = 3;
    /** Losses come in bursts, so that more of them than counting alone would ask for must differ. */
    private static final double LOSS_CHANCE = 1e-4;
    private static final int LEAST_LOST = 8;
    private static final double LOSS_MORE = 0.005;
    private static final double LOSS_TIMES = 4;
    private static final double ANSWER_CHANCE = 1e-4;
    private static final double ANSWER_MORE = 0.1;
    private static final int LEAST_SIZES = 8;
    private static final double SIZE_TIMES = 2;
    private static final double SIZE_ERRORS = 4;
    private static final double SIZE_BEYOND = 0.8;
    private static final double RATE_TIMES = 10;
    private static final int LEAST_REQUESTS = 100;
    private static final long LEAST_SPAN = 30_000_000_000L;
    private static final double NANOS = 1e9;
    private static final double HUNDRED = 100;
    private static final int FIRST_STATUS = 100;
    private static final int LAST_STATUS = 599;
    private static final int CODES = 2;

    private static final double DEAD = 3_000;
    private static final double FAILING = 1_000;
    private static final double LOSING = 500;
    private static final double ERRORS = 400;
    private static final double SIZES = 60;
    private static final double RATES = 20;

    private final ServicePair pair;
    private final Service before;
    private final Service after;
    private final Profile profileBefore;
    private final Profile profileAfter;
    private final List<ServiceChange> changes = new ArrayList<>();

    CountChanges(ServicePair pair) {
        this.pair = pair;
        this.before = pair.before();
        this.after = pair.after();
        this.profileBefore = before.profile();
        this.profileAfter = after.profile();
    }

    /**
     * All of them.
     *
     * @param spanBefore of the first capture, nanoseconds
     * @param spanAfter  of the second one
     */
    List<ServiceChange> all(long spanBefore, long spanAfter) {
        failures("connections", before.failedConnections(), before.connections(), after.failedConnections(),
                after.connections());
        failures("requests", before.failedRequests(), before.requests(), after.failedRequests(), after.requests());
        loss(true);
        loss(false);
        answers();
        sizes();
        rates(spanBefore, spanAfter);
        return changes;
    }

    private void failures(String what, long failed, long of, long failedAfter, long ofAfter) {
        if (of == 0 || ofAfter == 0) {
            return;
        }
        double share = (double) failed / of;
        double shareAfter = (double) failedAfter / ofAfter;
        boolean more = Chance.ofMore(failed, of, failedAfter, ofAfter) < FAILURE_CHANCE
                && (shareAfter - share >= FAILURE_MORE || shareAfter >= FAILURE_TIMES * share);
        boolean fewer = Chance.ofMore(failedAfter, ofAfter, failed, of) < FAILURE_CHANCE
                && (share - shareAfter >= FAILURE_MORE || share >= FAILURE_TIMES * shareAfter);
        if (more || fewer) {
            boolean dead = more && failedAfter == ofAfter && what.equals("connections");
            String words = dead ? "none of " + ofAfter + " connections succeeds, before " + (of - failed) + " of " + of + " did"
                    : failedAfter + " of " + ofAfter + " " + what + " fail" + codes(more && what.equals("requests")) + ", before "
                    + failed + " of " + of;
            changes.add(new ServiceChange(pair, more ? what + " fail more often" : what + " fail less often", words,
                    (dead ? DEAD : 0) + (more ? FAILING : 0) + FAILING * (shareAfter - share)));
        }
    }

    /** Codes of answers that are new or far commoner. */
    private String codes(boolean wanted) {
        if (!wanted) {
            return "";
        }
        Map<String, Long> known = profileBefore.answers();
        String codes = profileAfter.answers().entrySet().stream()
                .filter(e -> isFailure(e.getKey()) && e.getValue() > FAILURE_TIMES * known.getOrDefault(e.getKey(), 0L))
                .limit(CODES).map(e -> WireText.clean(e.getKey()) + ": " + e.getValue()).collect(Collectors.joining(", "));
        return codes.isEmpty() ? "" : " (" + codes + ")";
    }

    private static boolean isFailure(String code) {
        return status(code) < 0 ? !code.equals("NOERROR") : status(code) >= 5 * FIRST_STATUS;
    }

    private void loss(boolean byServer) {
        long sent = profileBefore.segments(byServer);
        long lost = profileBefore.lost(byServer);
        long sentAfter = profileAfter.segments(byServer);
        long lostAfter = profileAfter.lost(byServer);
        boolean more = losesMore(lost, sent, lostAfter, sentAfter);
        if (more || losesMore(lostAfter, sentAfter, lost, sent)) {
            String words = percent(lostAfter, sentAfter) + " of " + sentAfter + " segments with data from "
                    + (byServer ? "the server" : "clients") + " get lost, before " + percent(lost, sent) + " of " + sent;
            double difference = (double) lostAfter / sentAfter - (double) lost / sent;
            changes.add(new ServiceChange(pair, more ? "more segments get lost" : "fewer segments get lost", words,
                    more ? LOSING + FAILING * difference : FAILING * difference));
        }
    }

    private static boolean losesMore(long lost, long sent, long lostAfter, long sentAfter) {
        return sent > 0 && lostAfter >= LEAST_LOST && (double) lostAfter / sentAfter - (double) lost / sent >= LOSS_MORE
                && (double) lostAfter / sentAfter >= LOSS_TIMES * lost / sent
                && Chance.ofMore(lost, sent, lostAfter, sentAfter) < LOSS_CHANCE;
    }

    private static String percent(long part, long of) {
        return part == 0 ? "none" : Durations.threeDigits(HUNDRED * part / of) + " %";
    }

    /** Classes of HTTP's statuses other than 5xx, which count as failures; codes of other protocols that are no failure alone. */
    private void answers() {
        Map<String, Long> first = classes(profileBefore.answers());
        Map<String, Long> second = classes(profileAfter.answers());
        long of = first.values().stream().mapToLong(n -> n).sum();
        long ofAfter = second.values().stream().mapToLong(n -> n).sum();
        for (Map.Entry<String, Long> each : second.entrySet()) {
            String code = each.getKey();
            long n = first.getOrDefault(code, 0L);
            boolean error = code.startsWith("4") || code.equals("NXDOMAIN");
            if ((error || code.startsWith("3")) && Chance.ofMore(n, of, each.getValue(), ofAfter) < ANSWER_CHANCE
                    && (double) each.getValue() / ofAfter - (double) n / of >= ANSWER_MORE) {
                changes.add(new ServiceChange(pair, "more answers are " + code, each.getValue() + " of " + ofAfter
                        + " answers are " + code + ", before " + n + " of " + of,
                        error ? ERRORS + HUNDRED * each.getValue() / ofAfter : RATES));
            }
        }
    }

    private static Map<String, Long> classes(Map<String, Long> answers) {
        Map<String, Long> classes = new HashMap<>();
        answers.forEach((code, n) -> classes.merge(status(code) < 0 ? code : code.charAt(0) + "xx", n, Long::sum));
        return classes;
    }

    /** A status of HTTP; -1 for what is none. */
    private static int status(String code) {
        int status = code.matches("\\d{3}") ? Integer.parseInt(code) : -1;
        return status >= FIRST_STATUS && status <= LAST_STATUS ? status : -1;
    }

    private void sizes() {
        Distribution first = profileBefore.answerBytes();
        Distribution second = profileAfter.answerBytes();
        boolean larger = isLarger(first, second);
        if (larger || isLarger(second, first)) {
            changes.add(new ServiceChange(pair, larger ? "answers are larger" : "answers are smaller", "answers have "
                    + size(second.quantile(0.5)) + " (median of " + second.count() + "), before " + size(first.quantile(0.5))
                    + " (of " + first.count() + ")", SIZES));
        }
    }

    private static boolean isLarger(Distribution first, Distribution second) {
        return Math.min(first.count(), second.count()) >= LEAST_SIZES
                && second.quantile(0.5) > SIZE_TIMES * first.quantile(0.5) && second.exceeds(first) >= SIZE_BEYOND
                && Chance.errorsAbove(second, first) >= SIZE_ERRORS;
    }

    private static String size(long bytes) {
        return bytes < 1_000 ? bytes + " bytes" : bytes < 1_000_000 ? Durations.threeDigits(bytes / 1e3) + " kB"
                : Durations.threeDigits(bytes / 1e6) + " MB";
    }

    /** How often it is asked: a fact, and only where it is another world. */
    private void rates(long spanBefore, long spanAfter) {
        boolean requests = before.requests() > 0 && after.requests() > 0;
        long first = requests ? before.requests() : before.connections();
        long second = requests ? after.requests() : after.connections();
        if (Math.min(spanBefore, spanAfter) < LEAST_SPAN || Math.max(first, second) < LEAST_REQUESTS || first == 0
                || second == 0) {
            return;
        }
        double rate = first * NANOS / spanBefore;
        double rateAfter = second * NANOS / spanAfter;
        if (Math.max(rate, rateAfter) >= RATE_TIMES * Math.min(rate, rateAfter)) {
            String what = requests ? "requests" : "connections";
            changes.add(new ServiceChange(pair, rateAfter > rate ? "more " + what : "fewer " + what, String.format(Locale.ROOT,
                    "%s %s a second, before %s", Durations.threeDigits(rateAfter), what, Durations.threeDigits(rate)), RATES));
        }
    }
}
