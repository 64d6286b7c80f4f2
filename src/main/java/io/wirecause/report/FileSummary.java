package io.wirecause.report;

import java.time.Instant;

/**
 * One file of a set that was read as one capture.
 *
 * @param file             its name
 * @param frames           frames read from it
 * @param firstFrame       number of its first frame in the merged set; 0 where it has none
 * @param lastFrame        number of its last frame in the merged set
 * @param start            its earliest time, null where it has none
 * @param end              its latest time, null where it has none
 * @param gapBeforeSeconds time without a frame between all earlier files and this one; negative where they overlap, null
 *                         for the first file
 */
public record FileSummary(
        @Describe("Name of the file") String file,
        @Describe("Frames read from it") long frames,
        @Describe("Number of its first frame in the merged set; its own frame 1 where files do not overlap") long firstFrame,
        @Describe("Number of its last frame in the merged set") long lastFrame,
        @Describe(value = "Its earliest time, UTC", optional = true) Instant start,
        @Describe(value = "Its latest time, UTC", optional = true) Instant end,
        @Describe(value = "Seconds without a frame since the files before it; negative where they overlap", optional = true)
        Double gapBeforeSeconds) {
}
