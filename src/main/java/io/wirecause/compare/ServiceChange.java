package io.wirecause.compare;

import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Service;
import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.List;

/**
 * What differs between a service in one capture and in another, by more than chance explains.
 *
 * @param service the server's address and port, and its name where one is known
 * @param words   what differs
 * @param weight  how much that matters, to order by; negative where it got better
 */
record ServiceChange(String service, String words, double weight) {
    /** Standard errors by which two shares differ that chance does not explain. */
    private static final double ERRORS = 3;
    /** A mean that is this many times another, of at least so many times, and so much more, nanoseconds. */
    private static final double TIMES = 2;
    private static final long LEAST = 4;
    private static final long MORE = 10_000_000L;
    private static final double FAILURE_WEIGHT = 1e6;

    /** All of one service; nothing where the two are alike. */
    static List<ServiceChange> of(String name, Service before, Service after) {
        List<ServiceChange> changes = new ArrayList<>();
        failures(changes, name, "connections", before.failedConnections(), before.connections(), after.failedConnections(),
                after.connections());
        failures(changes, name, "requests", before.failedRequests(), before.requests(), after.failedRequests(), after.requests());
        for (Phase phase : Phase.values()) {
            if (phase != Phase.RESOLVE && phase != Phase.CLIENT_IDLE) {
                times(changes, name, phase, before, after);
            }
        }
        return changes;
    }

    private static void failures(List<ServiceChange> changes, String name, String what, long failedBefore, long before,
                                 long failedAfter, long after) {
        if (before == 0 || after == 0) {
            return;
        }
        double shareBefore = (double) failedBefore / before;
        double shareAfter = (double) failedAfter / after;
        double together = (double) (failedBefore + failedAfter) / (before + after);
        double error = Math.sqrt(together * (1 - together) * (1.0 / before + 1.0 / after));
        if (error > 0 && Math.abs(shareAfter - shareBefore) > ERRORS * error
                || shareBefore != shareAfter && Math.min(before, after) >= LEAST && Math.abs(shareAfter - shareBefore) == 1) {
            changes.add(new ServiceChange(name, failedAfter + " of " + after + " " + what + " fail, before " + failedBefore
                    + " of "
                    + before, (shareAfter - shareBefore) * FAILURE_WEIGHT));
        }
    }

    private static void times(List<ServiceChange> changes, String name, Phase phase, Service before, Service after) {
        if (before.times(phase) < LEAST || after.times(phase) < LEAST) {
            return;
        }
        long meanBefore = before.nanos(phase) / before.times(phase);
        long meanAfter = after.nanos(phase) / after.times(phase);
        // Without its longest, for one of many does not make a service slow.
        long rest = (after.nanos(phase) - after.longest(phase)) / (after.times(phase) - 1);
        long restBefore = (before.nanos(phase) - before.longest(phase)) / (before.times(phase) - 1);
        boolean slower = rest > TIMES * meanBefore && rest - meanBefore > MORE;
        boolean faster = restBefore > TIMES * meanAfter && restBefore - meanAfter > MORE;
        if (slower || faster) {
            changes.add(new ServiceChange(name, word(phase) + " " + Durations.words(meanAfter) + " (mean of " + after.times(phase)
                    + "), before " + Durations.words(meanBefore) + " (of " + before.times(phase) + ")",
                    Durations.millis(meanAfter - meanBefore)));
        }
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case CONNECT -> "connecting takes";
            case TLS -> "the TLS handshake takes";
            case SERVER -> "answers take";
            case TRANSFER -> "transfers take";
            default -> phase.name();
        };
    }

    /** As a line. */
    String line() {
        return service + ": " + words;
    }
}
