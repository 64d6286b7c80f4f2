package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;

/**
 * The frames of a pcap file. Each is a record header and the frame's bytes:
 *
 * <pre>
 *  0  seconds since 1970
 *  4  microseconds or nanoseconds
 *  8  captured length
 * 12  length on the wire
 * </pre>
 */
final class PcapCursor extends FrameCursor {
    private static final int SECONDS = 0;
    private static final int FRACTION = 4;
    private static final int CAPTURED_LENGTH = 8;
    private static final int WIRE_LENGTH = 12;

    private final MappedFile file;
    private final ByteView record = new ByteView();
    private final PcapHeader header;
    private long position;
    private long number;
    private String damage;

    PcapCursor(MappedFile file) {
        this.file = file;
        if (file.size() < PcapHeader.LENGTH) {
            header = null;
            position = file.size();
            damage = "The file ends within its header, after " + file.size() + " bytes.";
        } else {
            file.point(record, 0, PcapHeader.LENGTH);
            header = PcapHeader.read(record);
            position = PcapHeader.LENGTH;
        }
    }

    @Override
    public boolean next() {
        if (damage != null || position == file.size()) {
            return false;
        }
        int recordHeader = header.recordHeader();
        if (file.size() - position < recordHeader) {
            return damaged("The file ends within the header of frame " + (number + 1) + " at byte " + position + ".");
        }
        file.point(record, position, recordHeader);
        boolean little = header.littleEndian();
        long captured = little ? record.u32le(CAPTURED_LENGTH) : record.u32be(CAPTURED_LENGTH);
        long wire = little ? record.u32le(WIRE_LENGTH) : record.u32be(WIRE_LENGTH);
        if (header.lengthsSwapped(captured, wire)) {
            long first = captured;
            captured = wire;
            wire = first;
        }
        long start = position + recordHeader;
        if (captured > CaptureLimits.MAX_FRAME) {
            return damaged("The header of frame " + (number + 1) + " at byte " + position + " claims " + captured
                    + " captured bytes, more than any frame has; the file is damaged from there on.");
        }
        if (captured > file.size() - start) {
            return damaged("The file ends within frame " + (number + 1) + " at byte " + file.size() + ": "
                    + (file.size() - start) + " of its " + captured + " captured bytes are there.");
        }
        file.point(frame().bytes(), start, (int) captured);
        long seconds = little ? record.u32le(SECONDS) : record.u32be(SECONDS);
        long fraction = little ? record.u32le(FRACTION) : record.u32be(FRACTION);
        long nanos = seconds * 1_000_000_000L + (header.nanoseconds() ? fraction : fraction * 1_000L);
        frame().set(++number, nanos, wire, header.linkType(), 0, start);
        position = start + captured;
        return true;
    }

    private boolean damaged(String sentence) {
        damage = sentence;
        position = file.size();
        return false;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public String damage() {
        return damage;
    }
}
