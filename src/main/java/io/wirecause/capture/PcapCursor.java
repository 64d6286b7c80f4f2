package io.wirecause.capture;

import io.wirecause.bytes.ByteView;
import java.util.List;

/**
 * The frames of a pcap file. Each is a record header and the frame's bytes:
 *
 * <pre>
 *  0  seconds since 1970
 *  4  microseconds or nanoseconds
 *  8  captured length
 * 12  length on the wire
 * 16  in some variants fields of their own
 * </pre>
 */
final class PcapCursor extends FrameCursor {
    private static final int SECONDS = 0;
    private static final int FRACTION = 4;
    private static final int FIXED_LENGTH = 16;

    private final FileWindow file;
    private final ByteView record = new ByteView();
    private final PcapHeader header;
    private final boolean little;
    private final int recordHeader;
    private final long nanosPerFraction;
    private long position;
    private long number;

    PcapCursor(FileWindow file) {
        this.file = file;
        header = file.size() < PcapHeader.LENGTH ? null : PcapHeader.read(file);
        little = header != null && header.littleEndian();
        recordHeader = header == null ? 0 : header.variant().recordHeader();
        nanosPerFraction = header != null && header.variant().nanoseconds() ? 1 : 1_000;
        if (header == null || header.length() > file.size()) {
            position = file.size();
            damaged("The file ends within its header, after " + file.size() + " bytes.");
        } else {
            position = header.length();
        }
    }

    @Override
    public boolean next() {
        if (position == file.size()) {
            return false;
        }
        if (file.size() - position < recordHeader) {
            return broken("The file ends within the header of frame " + (number + 1) + " at byte " + position + ".");
        }
        file.point(record, position, FIXED_LENGTH);
        long captured = u32(PcapHeader.CAPTURED_LENGTH);
        long wire = u32(PcapHeader.WIRE_LENGTH);
        if (header.lengthsSwapped(captured, wire)) {
            long first = captured;
            captured = wire;
            wire = first;
        }
        long start = position + recordHeader;
        if (captured > CaptureLimits.maxFrame(header.linkType())) {
            return broken("The header of frame " + (number + 1) + " at byte " + position + " claims " + captured
                    + " captured bytes, more than any frame has; the file is damaged from there on.");
        }
        if (captured > file.size() - start) {
            return broken("The file ends within frame " + (number + 1) + " at byte " + file.size() + ": "
                    + (file.size() - start) + " of its " + captured + " captured bytes are there.");
        }
        position = start + captured;
        // Before the window is moved to the frame.
        long nanos = u32(SECONDS) * 1_000_000_000L + u32(FRACTION) * nanosPerFraction;
        int padding = (int) Math.min(header.padding(), captured);
        file.point(frame().bytes(), start + padding, (int) captured - padding);
        frame().set(++number, nanos, true, Math.max(0, wire - padding), header.linkType(), 0, start + padding);
        return true;
    }

    private long u32(int offset) {
        return little ? record.u32le(offset) : record.u32be(offset);
    }

    private boolean broken(String sentence) {
        position = file.size();
        return damaged(sentence);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public CaptureDescription description() {
        if (header == null) {
            return CaptureDescription.plain(PcapVariant.MICROSECONDS.label(), List.of(), 0);
        }
        CaptureInterface on = CaptureInterface.unnamed(header.linkType(), header.snaplen(),
                header.variant().nanoseconds() ? 1_000_000_000L : 1_000_000L, header.fcsLength(), number);
        return CaptureDescription.plain(header.variant().label(), List.of(on), 0);
    }
}
