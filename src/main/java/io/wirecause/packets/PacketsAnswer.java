package io.wirecause.packets;

import io.wirecause.packets.export.ExportRecord;
import io.wirecause.packets.follow.ConversationRecord;
import io.wirecause.report.Describe;
import java.util.List;

/** The body of what {@code show_packets} answers. */
record PacketsAnswer(
        @Describe(value = "Time of the first frame, UTC; time counts from it", optional = true) String captureStart,
        @Describe(value = "Wireshark display filter that chooses the same packets", optional = true) String displayFilter,
        @Describe("The packets") List<PacketRecord> packets,
        @Describe(value = "The connection's payload as text", optional = true) ConversationRecord conversation,
        @Describe(value = "The file written", optional = true) ExportRecord export) {
}
