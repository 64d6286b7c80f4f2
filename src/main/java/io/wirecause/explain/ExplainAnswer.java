package io.wirecause.explain;

import io.wirecause.report.Describe;
import java.util.List;

/** The body of what {@code explain_connection} answers. */
record ExplainAnswer(
        @Describe("What is wrong with it, or that nothing was found") String verdict,
        @Describe("What is explained") String explained,
        @Describe(value = "The client, left of the arrows", optional = true) String client,
        @Describe(value = "The server, right of them", optional = true) String server,
        @Describe("How long, how much, which waits") String summary,
        @Describe("Its life, a line a step: seconds since its start, direction, what, frames (#); waits in between, folds in "
                + "brackets") List<String> ladder,
        @Describe("Steps that the folds stand for") int stepsFolded,
        @Describe(value = "How it ended", optional = true) String close,
        @Describe("What the analyses found about it, worst first") List<String> verdicts,
        @Describe(value = "What else fits the arguments", optional = true) String others,
        @Describe(value = "Paste into Wireshark to see it", optional = true) String displayFilter) {
}
