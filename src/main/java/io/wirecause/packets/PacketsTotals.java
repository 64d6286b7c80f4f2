package io.wirecause.packets;

import io.wirecause.report.Describe;

/** How much of a capture was chosen. */
record PacketsTotals(@Describe("Packets that fit the arguments") long packetsMatched) {
}
