package io.wirecause.compare;

import io.wirecause.report.Describe;

/** How much was compared. */
record CompareTotals(
        @Describe("Frames in other_file") long otherPackets,
        @Describe("Conversations found in both; before and after: servers") int matchedConversations) {
}
