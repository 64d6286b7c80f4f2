package io.wirecause.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that was found, with its evidence.
 *
 * @param code          what kind of thing, see {@link FindingCode}
 * @param severity      how much it matters
 * @param confidence    how sure it is
 * @param title         one short sentence, the same that stands in {@code issues}
 * @param detail        the numbers behind it
 * @param connections   ids of the first few connections concerned; empty where it is not about TCP connections
 * @param frames        the first few frames that show it, numbered as Wireshark numbers them
 * @param displayFilter a Wireshark display filter that shows the evidence
 * @param hint          what to check or do next
 * @param limits        what this finding cannot tell, null where nothing is to be said
 * @param framesInFiles where the capture is a set of files: the frames as file and number in it; null where it is one file
 */
public record Finding(
        @Describe("What kind of finding; the resource wirecause://findings explains each code") String code,
        @Describe("How much it matters") Severity severity,
        @Describe("How sure it is") Confidence confidence,
        @Describe("One sentence") String title,
        @Describe("The numbers behind it") String detail,
        @Describe("Ids of the first few connections concerned (Wireshark's tcp.stream)") List<Integer> connections,
        @Describe("First few frames that show it, Wireshark's numbers") List<Long> frames,
        @Describe("Paste into Wireshark to see the evidence") String displayFilter,
        @Describe("What to check or do next") String hint,
        @Describe(value = "What this finding cannot tell", optional = true) String limits,
        @Describe(value = "The same frames as FILE#NUMBER, where the capture is a set of files", optional = true)
        List<String> framesInFiles) {

    /** How many frames and connections a finding lists; the display filter shows the rest. */
    public static final int EXAMPLES = 5;

    /** Keeps the lists immutable. */
    public Finding {
        connections = List.copyOf(connections);
        frames = List.copyOf(frames);
        framesInFiles = framesInFiles == null ? null : List.copyOf(framesInFiles);
    }

    /** A finding whose frames are told by number alone. */
    public Finding(String code, Severity severity, Confidence confidence, String title, String detail, List<Integer> connections,
                   List<Long> frames, String displayFilter, String hint, String limits) {
        this(code, severity, confidence, title, detail, connections, frames, displayFilter, hint, limits, null);
    }

    /** A display filter that selects these frames, at least one, where none by content would. */
    public static String filter(List<Long> frames) {
        return frames.stream().map(String::valueOf).collect(Collectors.joining(", ", "frame.number in {", "}"));
    }

    /** This finding with its frames told by file too. */
    public Finding inFiles(List<String> files) {
        return new Finding(code, severity, confidence, title, detail, connections, frames, displayFilter, hint, limits, files);
    }
}
