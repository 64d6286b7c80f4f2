package io.wirecause.capinfos;

import io.wirecause.report.Describe;
import java.time.Instant;

/** The facts about a capture that stand beside its number of frames. */
record CapinfosTotals(
        @Describe("Bytes of the capture file, unpacked where it was compressed") long fileSizeBytes,
        @Describe("Name of the file") String filename,
        @Describe("Link type by the short name that capinfos uses; per-packet where interfaces differ") String fileEncapsulation,
        @Describe("Frames in the capture") long packetCount,
        @Describe("Bytes of all frames on the wire") long dataSizeBytes,
        @Describe("From the earliest to the latest frame, seconds") double captureDurationSeconds,
        @Describe(value = "Earliest time, UTC; absent where no frame has a time", optional = true) Instant firstPacketTime,
        @Describe(value = "Latest time, UTC", optional = true) Instant lastPacketTime,
        @Describe("Bytes per second; 0 where the duration is 0") double dataRateBytes,
        @Describe("Bits per second; 0 where the duration is 0") double dataRateBits,
        @Describe("Bytes per frame on the wire") double averagePacketSizeBytes,
        @Describe("Frames per second; 0 where the duration is 0") double averagePacketRate) {
}
