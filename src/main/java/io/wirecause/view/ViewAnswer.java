package io.wirecause.view;

import io.wirecause.report.Describe;
import java.util.List;

/** The body of what a report shows. */
record ViewAnswer(
        @Describe("Counts of diagnose_capture") Record diagnosisTotals,
        @Describe("As diagnose_capture answers") Record diagnosis,
        @Describe("The capture over time") Timeline.Table timeline,
        @Describe("Connections and exchanges that matter, worst first") List<Shown> lives) {

    /** One connection or exchange. */
    record Shown(
            @Describe(value = "Wireshark's tcp.stream", optional = true) Integer connection,
            @Describe("As explain_connection answers") Record life,
            @Describe(value = "Samples of its segments", optional = true) SegmentSamples.Table samples) {
    }
}
