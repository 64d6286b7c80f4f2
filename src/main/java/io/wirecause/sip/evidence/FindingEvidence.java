package io.wirecause.sip.evidence;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.report.Finding;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The evidence of one kind of finding: how often, the first frames and calls, and the commonest reasons. */
public final class FindingEvidence {
    /** Reasons counted one by one. */
    private static final int MAX_REASONS = 200;
    private static final int SHOWN_REASONS = 3;
    private static final String OTHER = "others";

    private long count;
    private final Examples frames = new Examples();
    private final Set<Integer> streams = new TreeSet<>();
    private final Set<String> calls = new LinkedHashSet<>();
    private final Set<Subject> subjects = new LinkedHashSet<>();
    private final Map<String, Long> reasons = new HashMap<>();

    /**
     * One more case.
     *
     * @param frame  the frame that shows it
     * @param stream the number of the TCP connection that carried it, Wireshark's tcp.stream; -1 for none
     * @param callId the Call-ID; null where the case is not about one
     * @param reason what distinguishes the cases, sanitised
     */
    public void add(long frame, int stream, String callId, String reason) {
        count++;
        frames.add(frame);
        if (stream >= 0 && streams.size() < Finding.EXAMPLES) {
            streams.add(stream);
        }
        if (callId != null && calls.size() <= Finding.EXAMPLES) {
            calls.add(callId);
        }
        if (callId != null) {
            about(Subject.call(callId));
        }
        reasons.merge(reasons.size() < MAX_REASONS || reasons.containsKey(reason) ? reason : OTHER, 1L, Long::sum);
    }

    /** Something that the cases are about. */
    public void about(Subject subject) {
        if (subjects.size() < Finding.MAX_SUBJECTS) {
            subjects.add(subject);
        }
    }

    /** What the cases are about: their calls, and what was named besides. */
    public Set<Subject> subjects() {
        return Set.copyOf(subjects);
    }

    /** How many cases. */
    public long count() {
        return count;
    }

    /** Frames that show it, spread over the capture, in order. */
    public List<Long> frames() {
        return frames.frames();
    }

    /** The TCP connections of the first few cases, in order. */
    public List<Integer> connections() {
        return List.copyOf(streams);
    }

    private List<Map.Entry<String, Long>> commonestFirst() {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(reasons.entrySet());
        sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        return sorted;
    }

    /** The commonest reason with how often; to be asked only where there are cases. */
    public Map.Entry<String, Long> commonestReason() {
        return commonestFirst().get(0);
    }

    /** The commonest reasons with how often each. */
    public String reasons() {
        List<Map.Entry<String, Long>> sorted = commonestFirst();
        String shown = sorted.stream().limit(SHOWN_REASONS)
                .map(e -> e.getKey() + (e.getValue() > 1 ? " (" + e.getValue() + " times)" : ""))
                .collect(Collectors.joining("; "));
        int more = sorted.size() - SHOWN_REASONS;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }

    /** The reason of all cases where they have one and the same; null where they differ. */
    public String onlyReason() {
        return reasons.size() == 1 ? reasons.keySet().iterator().next() : null;
    }

    /** A display filter for the calls where they are few enough to name, else the given one. */
    public String filter(String otherwise) {
        boolean plain = !calls.isEmpty() && calls.size() <= Finding.EXAMPLES && calls.stream().allMatch(FindingEvidence::isPlain);
        if (!plain) {
            return otherwise;
        }
        return "sip.Call-ID in {" + calls.stream().map(id -> '"' + id + '"').collect(Collectors.joining(", ")) + "}";
    }

    /** A filter for just these frames. */
    public String frameFilter() {
        return Finding.filter(frames());
    }

    private static boolean isPlain(String id) {
        return id.length() <= 80 && id.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }
}
