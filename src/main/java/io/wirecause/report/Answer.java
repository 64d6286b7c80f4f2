package io.wirecause.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every tool answers: the same envelope around a body of the tool's own.
 *
 * @param file              the capture, as asked for
 * @param analysisTimestamp when the analysis was made, UTC
 * @param totalPackets      frames read
 * @param totals            the tool's own counts of packets, shown beside {@code total_packets}
 * @param filter            the arguments that narrowed the answer, by name; null where one was not given
 * @param body              what the tool is for
 * @param page              which part of the paged list this answer holds; null where the tool has none
 * @param issues            a line for each kind of finding: how bad, what, and the frames
 * @param findings          worst first
 * @param coverage          what the answer rests on
 */
public record Answer(
        @Describe("The capture, as asked for") String file,
        @Describe("When the analysis was made, UTC") Instant analysisTimestamp,
        @Describe("Frames in the capture") long totalPackets,
        @Flattened Record totals,
        @Describe("The arguments that narrow the answer, null where not given") Map<String, Object> filter,
        @Flattened Record body,
        @Describe(value = "Which part of the list that limit and cursor page through this answer holds") Page page,
        @Describe("What is wrong, a line for each kind of finding, worst first") List<String> issues,
        @Describe("The evidence behind the issues") List<Finding> findings,
        @Describe("What the answer rests on and what cannot be concluded") Coverage coverage) {

    /** Keeps the collections immutable. */
    public Answer {
        filter = Collections.unmodifiableMap(new LinkedHashMap<>(filter));
        issues = List.copyOf(issues);
        findings = List.copyOf(findings);
    }
}
