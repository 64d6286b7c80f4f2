package io.wirecause.compare.match;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one field of packets was before and is behind. */
public final class Change {
    private static final int VALUES = 16;

    /** Fields that are compared. */
    public enum Field {
        /** Hops that took one off the hop limit. */
        HOPS,
        /** Differentiated services code point. */
        DSCP,
        /** Congestion marks but for the mark itself, which any router may set. */
        ECN,
        /** Mark set by a router under congestion. */
        CONGESTION_MARK,
        /** IPv4 identification. */
        IP_ID,
        /** Maximum segment size option of SYN and SYN-ACK. */
        MSS,
        /** Window scale option of SYN and SYN-ACK. */
        WINDOW_SCALE,
        /** SACK-permitted option of SYN and SYN-ACK. */
        SACK,
        /** Timestamps option: there or not, or its value. */
        TIMESTAMPS,
        /** Window of a segment, as it stands in the header. */
        WINDOW,
        /** Urgent pointer or flag. */
        URGENT,
        /** Bytes of the payload. */
        PAYLOAD,
        /** Whole before and in fragments behind, or the other way round. */
        FRAGMENTS,
        /** VLAN tag. */
        VLAN,
        /** Tunnels around the packet. */
        TUNNELS,
        /** Flags of the TCP header that no device should touch. */
        FLAGS
    }

    private final Map<String, Long> values = new LinkedHashMap<>();
    private long count;
    private long firstFrame;
    private long otherFrame;

    void add(String before, String behind, long frameOfFirst, long frameOfOther) {
        if (count++ == 0) {
            firstFrame = frameOfFirst;
            otherFrame = frameOfOther;
        }
        String value = before + " to " + behind;
        if (values.size() < VALUES || values.containsKey(value)) {
            values.merge(value, 1L, Long::sum);
        }
    }

    /** Packets in which it changed. */
    public long count() {
        return count;
    }

    /** The commonest change, such as {@code 1460 to 1400}. */
    public String commonest() {
        return values.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    }

    /** Whether most packets changed in this same way. */
    public boolean isOneRule() {
        return 2 * values.values().stream().mapToLong(Long::longValue).max().orElse(0) > count;
    }

    /** The first packet in which it changed, in the first capture. */
    public long firstFrame() {
        return firstFrame;
    }

    /** The same in the other capture. */
    public long otherFrame() {
        return otherFrame;
    }
}
