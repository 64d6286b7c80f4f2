package io.wirecause.capture;

import io.wirecause.bytes.ByteView;

/**
 * One captured frame, as a flyweight that a {@link FrameCursor} fills anew for each frame. Valid until the cursor moves.
 */
public final class Frame {
    private final ByteView bytes = new ByteView();
    private long number;
    private long timestampNanos;
    private boolean timed;
    private long wireLength;
    private int linkType;
    private int interfaceId;
    private long fileOffset;

    Frame() {
    }

    /**
     * The frame's number as Wireshark shows it: 1 for the first frame of the file. Blocks of pcapng that Wireshark lists
     * although they hold no frame (journal entries, custom blocks) take a number too. In a set of files, the number
     * that the frame has once the files are merged in time order, see {@link Capture#origin}.
     */
    public long number() {
        return number;
    }

    /** When it was captured, in nanoseconds since 1970-01-01T00:00:00Z; 0 where the file does not tell. */
    public long timestampNanos() {
        return timestampNanos;
    }

    /** Whether the file says when the frame was captured: simple packet blocks of pcapng do not. */
    public boolean hasTimestamp() {
        return timed;
    }

    /** Bytes the frame had on the wire, as the file says; at least {@link #capturedLength} in a sound file. */
    public long wireLength() {
        return wireLength;
    }

    /** Bytes of the frame that are in the file. */
    public int capturedLength() {
        return bytes.length();
    }

    /** The link type of the frame, as in the registry of LINKTYPE values; see {@code packet.LinkType}. */
    public int linkType() {
        return linkType;
    }

    /** The interface that captured it: its number over the whole capture, 0 for the first; always 0 in one pcap file. */
    public int interfaceId() {
        return interfaceId;
    }

    /** Where the frame's bytes start in the file; in a set, in all its files one behind the other. */
    public long fileOffset() {
        return fileOffset;
    }

    /** The captured bytes. */
    public ByteView bytes() {
        return bytes;
    }

    /** Tells all but the bytes, which the cursor points at the file first. */
    void set(long number, long timestampNanos, boolean timed, long wireLength, int linkType, int interfaceId, long fileOffset) {
        this.number = number;
        this.timestampNanos = timestampNanos;
        this.timed = timed;
        this.wireLength = wireLength;
        this.linkType = linkType;
        this.interfaceId = interfaceId;
        this.fileOffset = fileOffset;
    }
}
