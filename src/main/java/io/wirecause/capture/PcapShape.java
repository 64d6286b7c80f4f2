package io.wirecause.capture;

import io.wirecause.bytes.ByteView;

/**
 * Tells pcap variants apart that share a magic and differ only in the bytes before each frame: by walking the first
 * records in each layout. The usual layout wins wherever it holds, and where none does.
 */
final class PcapShape {
    /** Records walked: a wrong layout rarely survives its second one. */
    private static final int RECORDS = 8;

    private final FileWindow file;
    private final ByteView record = new ByteView();

    PcapShape(FileWindow file) {
        this.file = file;
    }

    PcapHeader choose(PcapHeader usual, PcapVariant... others) {
        if (!holds(usual)) {
            for (PcapVariant other : others) {
                PcapHeader header = usual.as(other);
                if (holds(header)) {
                    return header;
                }
            }
        }
        return usual;
    }

    /** Whether the first records follow each other in this layout, to the end of the file where there are few. */
    private boolean holds(PcapHeader header) {
        int length = header.variant().recordHeader();
        long at = header.length();
        for (int i = 0; i < RECORDS && at < file.size(); i++) {
            if (file.size() - at < length) {
                return false;
            }
            file.point(record, at, length);
            long captured = length(header, PcapHeader.CAPTURED_LENGTH);
            long wire = length(header, PcapHeader.WIRE_LENGTH);
            if (header.lengthsSwapped(captured, wire)) {
                captured = wire;
            }
            if (captured > CaptureLimits.maxFrame(header.linkType()) || captured > file.size() - at - length) {
                return false;
            }
            at += length + captured;
        }
        return at > header.length();
    }

    private long length(PcapHeader header, int offset) {
        return header.littleEndian() ? record.u32le(offset) : record.u32be(offset);
    }
}
