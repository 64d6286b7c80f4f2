package io.wirecause.compare;

import io.wirecause.compare.match.PairOutcome;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import java.util.ArrayList;
import java.util.List;

/** Begins findings about what is between two points: with frames of both captures, and a filter for each. */
final class Evidence {
    private final List<PairOutcome> outcomes;
    private final Points points;

    Evidence(List<PairOutcome> outcomes, Points points) {
        this.outcomes = outcomes;
        this.points = points;
    }

    Finding.Builder begin(CompareFindingCode code, Severity severity, Confidence confidence, List<Long> first,
                                  List<Long> other) {
        List<String> both = new ArrayList<>(points.frames(0, first));
        both.addAll(points.frames(1, other));
        return Finding.of(code, severity, confidence).frames(first).at(Party.NETWORK)
                .displayFilter(filter(0, first)).inBoth(both, filter(1, other));
    }

    /**
     * Of these frames; where there are none, as of what is in the other capture only, of the conversation that has most of
     * it.
     */
    private String filter(int capture, List<Long> frames) {
        return !frames.isEmpty() ? Finding.filter(Finding.spread(frames, Finding.MAX_FRAMES))
                : outcomes.isEmpty() ? "ip || ipv6" : outcomes.get(0).filters().get(capture);
    }

    private static List<Long> in(int capture, int ofFrames, List<Long> frames) {
        return capture == ofFrames ? frames : List.of();
    }

    Finding.Builder begin(CompareFindingCode code, Severity severity, Confidence confidence, int capture,
                                  List<Long> frames) {
        return begin(code, severity, confidence, in(0, capture, frames), in(1, capture, frames));
    }
}
