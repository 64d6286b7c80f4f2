package io.wirecause.capture;

import io.wirecause.bytes.ByteView;
import java.util.List;

/**
 * The frames of a file of Solaris snoop (RFC 1761), version 2. All numbers are big endian.
 *
 * <pre>
 *  0  length on the wire
 *  4  captured length
 *  8  length of the record: this header, the frame and padding
 * 12  packets dropped so far
 * 16  seconds since 1970
 * 20  microseconds
 * </pre>
 */
final class SnoopCursor extends FrameCursor {
    /** What a file starts with. */
    static final String MAGIC = "snoop\0\0\0";
    private static final int VERSION = 8;
    private static final int DATALINK = 12;
    private static final int FILE_HEADER = 16;
    private static final int RECORD_HEADER = 24;
    private static final int UNKNOWN_LINK = -1;

    private final FileWindow file;
    private final ByteView record = new ByteView();
    private final int linkType;
    private long position;
    private long number;
    private long dropped;

    SnoopCursor(FileWindow file) {
        this.file = file;
        position = file.size();
        int link = UNKNOWN_LINK;
        if (file.size() < FILE_HEADER) {
            damaged("The file ends within its header, after " + file.size() + " bytes.");
        } else {
            file.point(record, 0, FILE_HEADER);
            link = linkType(record.i32be(DATALINK));
            if (record.i32be(VERSION) != 2) {
                damaged("The snoop file has version " + record.u32be(VERSION) + ", only 2 is read; convert it with editcap.");
            } else if (link == UNKNOWN_LINK) {
                damaged("The snoop file has datalink type " + record.u32be(DATALINK)
                        + ", which is not read; convert it with editcap.");
            } else {
                position = FILE_HEADER;
            }
        }
        linkType = link;
    }

    /** The link type for a datalink type of RFC 1761. */
    private static int linkType(int datalink) {
        return switch (datalink) {
            case 0, 4 -> 1;
            case 2 -> 6;
            case 8 -> 10;
            default -> UNKNOWN_LINK;
        };
    }

    @Override
    public boolean next() {
        if (position == file.size()) {
            return false;
        }
        if (file.size() - position < RECORD_HEADER) {
            return broken("The file ends within the header of frame " + (number + 1) + " at byte " + position + ".");
        }
        file.point(record, position, RECORD_HEADER);
        long wire = record.u32be(0);
        long captured = record.u32be(4);
        long length = record.u32be(8);
        if (captured > CaptureLimits.MAX_FRAME || length < RECORD_HEADER + captured) {
            return broken("The header of frame " + (number + 1) + " at byte " + position + " claims " + captured
                    + " captured bytes in a record of " + length + "; the file is damaged from there on.");
        }
        long start = position + RECORD_HEADER;
        if (captured > file.size() - start) {
            return broken("The file ends within frame " + (number + 1) + " at byte " + file.size() + ": "
                    + (file.size() - start) + " of its " + captured + " captured bytes are there.");
        }
        dropped = record.u32be(12);
        position = Math.min(file.size(), position + length);
        // Before the window is moved to the frame.
        long nanos = record.u32be(16) * 1_000_000_000L + record.u32be(20) * 1_000L;
        file.point(frame().bytes(), start, (int) captured);
        frame().set(++number, nanos, true, wire, linkType, 0, start);
        return true;
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
        List<CaptureInterface> on = linkType == UNKNOWN_LINK ? List.of()
                : List.of(CaptureInterface.unnamed(linkType, 0, 1_000_000, -1, number));
        return CaptureDescription.plain("snoop", on, dropped);
    }
}
