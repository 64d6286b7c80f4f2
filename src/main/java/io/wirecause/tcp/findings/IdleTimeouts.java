package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.IdleGaps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** After what silence servers close connections that nobody uses, measured on all their connections. */
final class IdleTimeouts {
    private static final int SERVERS_NAMED = 3;
    /** A timer that is looked at from time to time ends within this much of itself, and of a second. */
    private static final double SPREAD = 0.1;
    private static final long SPREAD_NANOS = 100_000_000L;

    private final Map<FlowKey.Endpoint, List<Long>> silences;

    private IdleTimeouts(Map<FlowKey.Endpoint, List<Long>> silences) {
        this.silences = silences;
    }

    /**
     * Those of the servers of some connections, each list ascending. Others of a server that it closed sooner are left out: it
     * may have had other reasons.
     */
    static IdleTimeouts of(List<Connection> hit, CancellableList<Connection> all) {
        Map<FlowKey.Endpoint, List<Long>> silences = new LinkedHashMap<>();
        Map<FlowKey.Endpoint, Long> least = new HashMap<>();
        for (Connection c : hit) {
            silences.put(c.serverEnd(), new ArrayList<>());
            least.merge(c.serverEnd(), IdleGaps.beforeClose(c) > 0 ? IdleGaps.beforeClose(c) : Long.MAX_VALUE, Math::min);
        }
        if (!hit.isEmpty()) {
            for (Connection c : all) {
                long silence = IdleGaps.beforeClose(c);
                Long leastHere = silence > 0 ? least.get(c.serverEnd()) : null;
                if (leastHere != null && silence >= leastHere - spread(silence)) {
                    silences.get(c.serverEnd()).add(silence);
                }
            }
        }
        silences.values().forEach(Collections::sort);
        return new IdleTimeouts(silences);
    }

    private static boolean isOne(List<Long> sorted) {
        return !sorted.isEmpty() && last(sorted) - sorted.get(0) <= spread(sorted.get(0));
    }

    private static long spread(long nanos) {
        return SPREAD_NANOS + (long) (SPREAD * nanos);
    }

    private static long last(List<Long> sorted) {
        return sorted.get(sorted.size() - 1);
    }

    private static String seconds(long nanos) {
        return Durations.words(nanos);
    }

    /** The shortest silence of all; 0 where none was measured. */
    private long shortest() {
        return silences.values().stream().filter(each -> !each.isEmpty()).mapToLong(each -> each.get(0)).min().orElse(0);
    }

    /** After what silence, where that is one and the same; with a space before it. */
    String inTitle() {
        boolean one = silences.size() == 1 && silences.values().stream().allMatch(IdleTimeouts::isOne);
        return one ? " after " + seconds(shortest()) + " of silence" : "";
    }

    /** What was measured, server by server. */
    String words() {
        return silences.entrySet().stream().limit(SERVERS_NAMED).map(each ->
                (silences.size() > 1 ? each.getKey() + ": " : "") + words(each.getValue())).collect(Collectors.joining("; "));
    }

    private static String words(List<Long> sorted) {
        if (sorted.isEmpty()) {
            return "the server closed right after it had sent something, so no idle timeout";
        }
        String shortest = seconds(sorted.get(0));
        if (sorted.size() == 1) {
            return "the server closed after " + shortest + " of silence, likely its idle timeout";
        }
        String on = " on " + Plural.of(sorted.size(), "connection");
        return isOne(sorted) ? "the server closes after " + shortest + " of silence, the same" + on + ": its idle timeout"
                : "the server closed after " + shortest + " to " + seconds(last(sorted)) + " of silence" + on
                        + ", so at no fixed timeout";
    }

    /** What to do about it. */
    String advice() {
        return shortest() == 0 ? "Let the client try again, or let the server announce that it will close."
                : "Let the client drop idle connections before " + seconds(shortest()) + ", the server keep them longer than the "
                        + "client does, or the client try again.";
    }
}
