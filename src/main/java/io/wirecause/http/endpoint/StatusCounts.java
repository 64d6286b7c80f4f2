package io.wirecause.http.endpoint;

import java.util.Map;
import java.util.TreeMap;

/** Counts answers by status; those beyond a number of statuses count as one. */
public final class StatusCounts {
    private static final String OTHER = "other";

    private final int most;
    private final Map<Integer, long[]> counts = new TreeMap<>();
    private int lastStatus = -1;
    private long[] lastCount;
    private long others;

    /**
     * Nothing counted yet.
     *
     * @param most statuses told apart
     */
    public StatusCounts(int most) {
        this.most = most;
    }

    /** Counts an answer. */
    public void add(int status) {
        // Most answers have the status of the one before.
        if (status != lastStatus) {
            long[] count = counts.get(status);
            if (count == null && counts.size() < most) {
                count = new long[1];
                counts.put(status, count);
            }
            if (count == null) {
                others++;
                return;
            }
            lastStatus = status;
            lastCount = count;
        }
        lastCount[0]++;
    }

    /** The counts, in the order of the statuses; what is beyond the limit last, as {@code other}. */
    public Map<String, Long> byName() {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((status, count) -> named.put(Integer.toString(status), count[0]));
        if (others > 0) {
            named.put(OTHER, others);
        }
        return named;
    }
}
