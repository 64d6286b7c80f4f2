package io.wirecause.report;

import java.util.List;
import java.util.Map;

/**
 * What part of the capture an answer rests on, and what therefore cannot be concluded from it.
 *
 * @param packetsRead      frames read from the file
 * @param complete         whether the whole file was read, or every file of a set; where not, {@code notes} says why
 * @param undecoded        frames that hold no IP packet that could be read, by reason; they take no part in the analysis
 * @param truncatedFrames  frames cut short by the capture's snaplen
 * @param ipFragments      fragments that did not complete their IP packet: it is read whole with the fragment that does
 * @param offloadFrames    frames larger than any network carries: several segments merged by the network card or kernel
 * @param notes            one sentence each, worst first
 * @param files            the first files of a set in time order, null where the capture is one file
 */
public record Coverage(
        @Describe("Frames read from the file") long packetsRead,
        @Describe("Whether all of the capture was read, every file of a set") boolean complete,
        @Describe("Frames that could not be decoded, by reason") Map<String, Long> undecoded,
        @Describe("Frames cut short by the snaplen") long truncatedFrames,
        @Describe("IP fragments that did not complete their packet; it is read with the one that does") long ipFragments,
        @Describe("Super-frames merged by offload (TSO/GRO)") long offloadFrames,
        @Describe("What the capture lacks and what therefore cannot be concluded") List<String> notes,
        @Describe(value = "The files of a set in time order, the first few; frame numbers count over the merged set",
                optional = true) List<FileSummary> files) {

    /** Coverage of one file. */
    public Coverage(long packetsRead, boolean complete, Map<String, Long> undecoded, long truncatedFrames, long ipFragments,
                    long offloadFrames, List<String> notes) {
        this(packetsRead, complete, undecoded, truncatedFrames, ipFragments, offloadFrames, notes, null);
    }

    /** Keeps the collections immutable. */
    public Coverage {
        undecoded = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(undecoded));
        notes = List.copyOf(notes);
        files = files == null ? null : List.copyOf(files);
    }

    /** This coverage with an analyzer's own notes behind those of the pass. */
    public Coverage withNotes(List<String> more) {
        List<String> all = new java.util.ArrayList<>(notes);
        all.addAll(more);
        return new Coverage(packetsRead, complete, undecoded, truncatedFrames, ipFragments, offloadFrames, all, files);
    }
}
