package io.wirecause.capture;

import java.util.ArrayList;
import java.util.List;

/** An interface of a pcapng file: its description block (draft-ietf-opsawg-pcapng, section 4.2) and what is counted on it. */
final class PcapngInterface {
    /** Link type, reserved, snaplen. */
    static final int FIXED_LENGTH = 8;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_DESCRIPTION = 3;
    private static final int OPTION_SPEED = 8;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_FILTER = 11;
    private static final int OPTION_OS = 12;
    private static final int OPTION_FCSLEN = 13;
    private static final int OPTION_TSOFFSET = 14;
    private static final int OPTION_HARDWARE = 15;
    private static final int STATISTICS_RECEIVED = 4;
    private static final int STATISTICS_DROPPED = 5;
    private static final int STATISTICS_ACCEPTED = 6;
    private static final int STATISTICS_DROPPED_BY_SYSTEM = 7;
    private static final int STATISTICS_DELIVERED = 8;
    /** Interface number and time before the options of a statistics block. */
    private static final int STATISTICS_FIXED_LENGTH = 12;

    private final int linkType;
    private final long snaplen;
    private String name;
    private String description;
    private String filter;
    private String operatingSystem;
    private String hardware;
    private long speed;
    private int fcsLength = -1;
    private PcapngTime time = PcapngTime.MICROSECONDS;
    private long offsetSeconds;
    private final List<String> comments = new ArrayList<>();
    private CaptureInterface.Statistics statistics;
    private long packets;

    private PcapngInterface(int linkType, long snaplen) {
        this.linkType = linkType;
        this.snaplen = snaplen;
    }

    /** Reads a description block, whose body holds at least {@link #FIXED_LENGTH} bytes. */
    static PcapngInterface read(PcapngBlock block, PcapngOptions options) {
        PcapngInterface read = new PcapngInterface(block.u16(0), block.u32(4));
        options.start(block, FIXED_LENGTH);
        while (options.next()) {
            read.option(options);
        }
        read.time = read.time.withOffset(read.offsetSeconds);
        return read;
    }

    private void option(PcapngOptions option) {
        switch (option.code()) {
            case PcapngOptions.COMMENT -> option.addComment(comments);
            case OPTION_NAME -> name = option.text();
            case OPTION_DESCRIPTION -> description = option.text();
            case OPTION_SPEED -> speed = Math.max(0, option.int64(0));
            case OPTION_TSRESOL -> time = option.length() == 1 ? PcapngTime.of(option.u8(0)) : time;
            // The first byte distinguishes a filter expression (0) from compiled code (1), which is not shown.
            case OPTION_FILTER -> filter = option.length() > 0 && option.u8(0) == 0 ? option.text(1) : filter;
            case OPTION_OS -> operatingSystem = option.text();
            case OPTION_FCSLEN -> fcsLength = option.length() == 1 ? option.u8(0) : fcsLength;
            case OPTION_TSOFFSET -> offsetSeconds = option.int64(0);
            case OPTION_HARDWARE -> hardware = option.text();
            default -> { }
        }
    }

    /** Reads an interface statistics block (section 4.6) that names this interface. Its counts run up, so the last one counts. */
    void statistics(PcapngBlock block, PcapngOptions options) {
        long received = -1;
        long dropped = -1;
        long accepted = -1;
        long droppedBySystem = -1;
        long delivered = -1;
        options.start(block, STATISTICS_FIXED_LENGTH);
        while (options.next()) {
            switch (options.code()) {
                case STATISTICS_RECEIVED -> received = options.int64(received);
                case STATISTICS_DROPPED -> dropped = options.int64(dropped);
                case STATISTICS_ACCEPTED -> accepted = options.int64(accepted);
                case STATISTICS_DROPPED_BY_SYSTEM -> droppedBySystem = options.int64(droppedBySystem);
                case STATISTICS_DELIVERED -> delivered = options.int64(delivered);
                default -> { }
            }
        }
        int blocks = statistics == null ? 1 : statistics.blocks() + 1;
        statistics = new CaptureInterface.Statistics(blocks, received, dropped, accepted, droppedBySystem, delivered);
    }

    int linkType() {
        return linkType;
    }

    /** Bytes kept of each frame at most; 0 for no limit. */
    long snaplen() {
        return snaplen;
    }

    /** What a timestamp of this interface means. */
    PcapngTime time() {
        return time;
    }

    /** Counts one frame. */
    void count() {
        packets++;
    }

    CaptureInterface describe() {
        return new CaptureInterface(0, linkType, name, description, filter, operatingSystem, hardware, speed, snaplen,
                time.ticksPerSecond(), fcsLength, comments, packets, statistics);
    }
}
