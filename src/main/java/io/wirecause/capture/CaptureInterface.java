package io.wirecause.capture;

import java.util.List;

/**
 * An interface that frames were captured on, as the file describes it. Texts come from the file and are cleaned; null
 * where the file does not tell.
 *
 * @param file            the file of a set that describes it, 0 for the first
 * @param linkType        link type of its frames
 * @param name            name, such as {@code eth0}
 * @param description     what it is
 * @param filter          capture filter
 * @param operatingSystem operating system of the machine
 * @param hardware        hardware of the interface
 * @param speed           bits per second; 0 where the file does not tell
 * @param snaplen         bytes kept of each frame at most; 0 for no limit
 * @param ticksPerSecond  unit of its timestamps; 0 where it is finer than 64 bits can count
 * @param fcsLength       bytes of frame check sequence at each frame's end; -1 where the file does not tell
 * @param comments        comments on it
 * @param packets         its frames so far
 * @param statistics      what the capturing system counted last; null where the file does not tell
 */
public record CaptureInterface(int file, int linkType, String name, String description, String filter, String operatingSystem,
                               String hardware, long speed, long snaplen, long ticksPerSecond, int fcsLength,
                               List<String> comments, long packets, Statistics statistics) {
    /** Keeps the list immutable. */
    public CaptureInterface {
        comments = List.copyOf(comments);
    }

    /**
     * What the capturing system counted over the capture (interface statistics block); -1 for what it does not tell.
     *
     * @param blocks             how many such blocks there are; the last one counts
     * @param received           packets received by the interface
     * @param droppedByInterface packets dropped by the interface for lack of room
     * @param acceptedByFilter   packets that matched the capture filter
     * @param droppedBySystem    packets dropped by the operating system for lack of room
     * @param delivered          packets delivered to the capturing program
     */
    public record Statistics(int blocks, long received, long droppedByInterface, long acceptedByFilter, long droppedBySystem,
                             long delivered) {
        /** All packets that are missing from the capture although they came by. */
        public long dropped() {
            return Math.max(0, droppedByInterface) + Math.max(0, droppedBySystem);
        }
    }

    /** The interface of a format that says next to nothing about it. */
    static CaptureInterface unnamed(int linkType, long snaplen, long ticksPerSecond, int fcsLength, long packets) {
        return new CaptureInterface(0, linkType, null, null, null, null, null, 0, snaplen, ticksPerSecond, fcsLength, List.of(),
                packets, null);
    }

    /** The same interface as one of a file in a set. */
    CaptureInterface in(int ofFile) {
        return new CaptureInterface(ofFile, linkType, name, description, filter, operatingSystem, hardware, speed, snaplen,
                ticksPerSecond, fcsLength, comments, packets, statistics);
    }
}
