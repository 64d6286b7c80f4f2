package io.wirecause.explain;

import io.wirecause.report.Describe;

/** How much is explained. */
record ExplainTotals(@Describe("Packets of the connection or exchange") long packetsExplained) {
}
