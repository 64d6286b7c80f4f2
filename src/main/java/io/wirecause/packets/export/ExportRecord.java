package io.wirecause.packets.export;

import io.wirecause.report.Describe;

/** A file that was written. */
public record ExportRecord(
        @Describe(value = "Path of the pcapng file; absent where no packet fits", optional = true) String path,
        @Describe("Packets in it; the comment of each tells its frame number in the capture") long packets,
        @Describe("Bytes of the file") long bytes,
        @Describe("Whether all packets that fit the arguments are in it; if not, it reached its largest size") boolean complete) {
}
