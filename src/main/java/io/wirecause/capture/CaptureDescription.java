package io.wirecause.capture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a capture says about itself besides its frames. Lists are bounded; the count beside a list is the true number.
 *
 * @param fileType         short name of the format, as Wireshark's tools have it; several joined by {@code +} in a set
 * @param interfaces       interfaces, in order
 * @param sections         what the first sections tell
 * @param sectionCount     sections
 * @param comments         the first comments on frames
 * @param commentCount     comments on frames
 * @param droppedPackets   packets that frames or records say were lost before them
 * @param resolvedNames    name resolution records: addresses whose name the file holds
 * @param secrets          decryption secrets by kind; their content is never read
 * @param otherBlocks      blocks without frames, by kind, where they tell nothing else
 */
public record CaptureDescription(String fileType, List<CaptureInterface> interfaces, List<Section> sections, long sectionCount,
                                 List<Comment> comments, long commentCount, long droppedPackets, ResolvedNames resolvedNames,
                                 Map<String, Long> secrets, Map<String, Long> otherBlocks) {
    /** Keeps the collections immutable. */
    public CaptureDescription {
        interfaces = List.copyOf(interfaces);
        sections = List.copyOf(sections);
        comments = List.copyOf(comments);
        secrets = java.util.Collections.unmodifiableMap(new TreeMap<>(secrets));
        otherBlocks = java.util.Collections.unmodifiableMap(new TreeMap<>(otherBlocks));
    }

    /**
     * Who wrote a section of the file; texts are cleaned, null where it does not tell.
     *
     * @param hardware        the machine
     * @param operatingSystem its operating system
     * @param application     the program that wrote the file
     * @param comments        comments on the whole section
     */
    public record Section(String hardware, String operatingSystem, String application, List<String> comments) {
    }

    /**
     * A comment on a frame.
     *
     * @param file  its file in a set, 0 for the first
     * @param frame the frame's number in its file
     * @param text  cleaned
     */
    public record Comment(int file, long frame, String text) {
    }

    /**
     * Name resolution records.
     *
     * @param ipv4 IPv4 addresses
     * @param ipv6 IPv6 addresses
     */
    public record ResolvedNames(long ipv4, long ipv6) {
        /** None. */
        public static final ResolvedNames NONE = new ResolvedNames(0, 0);
    }

    /** The description of a format that has neither sections nor comments. */
    static CaptureDescription plain(String fileType, List<CaptureInterface> interfaces, long droppedPackets) {
        return new CaptureDescription(fileType, interfaces, List.of(), 0, List.of(), 0, droppedPackets, ResolvedNames.NONE,
                Map.of(), Map.of());
    }

    /** All packets that the capturing system says are missing. */
    public long missing() {
        long byInterfaces = interfaces.stream().map(CaptureInterface::statistics).filter(s -> s != null)
                .mapToLong(CaptureInterface.Statistics::dropped).sum();
        return Math.max(byInterfaces, droppedPackets);
    }
}
