package io.wirecause.capture;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * Goes from block to block of a pcapng file (draft-ietf-opsawg-pcapng, section 3.1); a flyweight over the block it
 * stands on. What holds for every block is checked here and nowhere else: that it lies in the file, and that its length
 * is the same in front and behind.
 *
 * <pre>
 *  0  type
 *  4  total length
 *  8  body
 *     total length again, in the last 4 bytes
 * </pre>
 *
 * Numbers have the byte order of the section. Offsets are from the start of the body.
 */
final class PcapngBlock {
    /** Type of a section header block, the same bytes in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int HEADER = 8;
    private static final int TRAILER = 4;
    private static final int SMALLEST = HEADER + TRAILER;

    private final FileWindow file;
    private final ByteView view = new ByteView();
    private boolean little;
    private long start;
    private long next;
    private int type;
    private long bodyLength;
    private String damage;

    PcapngBlock(FileWindow file) {
        this.file = file;
    }

    /** Moves to the next block; false at the end of the file, and at damage. */
    boolean next() {
        start = next;
        long left = file.size() - start;
        if (left == 0) {
            return false;
        }
        if (left < SMALLEST) {
            return broken("The file ends within the header of a block at byte " + start);
        }
        file.point(view, start, SMALLEST);
        if (view.i32be(0) == SECTION_HEADER && !readByteOrder()) {
            return broken("The section header at byte " + start
                    + " has no byte order magic; the file is damaged from there on");
        }
        type = int32(0);
        long claimed = int32(4) & 0xffffffffL;
        // Wireshark, too, takes a length that is no multiple of 4 for the next one that is: some writers count no padding.
        long total = claimed + 3 & ~3L;
        if (claimed < SMALLEST) {
            return broken("The block at byte " + start + " claims a length of " + claimed
                    + " bytes, less than any block has; the file is damaged from there on");
        }
        if (total > left) {
            return broken("The file ends within the block of " + total + " bytes at byte " + start);
        }
        // All of it at once where it is no giant, so that the window need not go to the end and back.
        int piece = (int) Math.min(total, FileWindow.MAX_PIECE);
        file.point(view, total == piece ? start : start + total - TRAILER, total == piece ? piece : TRAILER);
        long again = u32(view.length() - TRAILER);
        if (again != total && again != claimed) {
            return broken("The block at byte " + start + " has the length " + claimed + " in front and " + again
                    + " behind; the file is damaged from there on");
        }
        bodyLength = total - SMALLEST;
        next = start + total;
        file.point(view, start + HEADER, (int) Math.min(bodyLength, FileWindow.MAX_PIECE - SMALLEST));
        return true;
    }

    private boolean readByteOrder() {
        if (view.i32le(HEADER) == BYTE_ORDER_MAGIC) {
            little = true;
            return true;
        }
        little = false;
        return view.i32be(HEADER) == BYTE_ORDER_MAGIC;
    }

    private boolean broken(String sentence) {
        damage = sentence;
        next = file.size();
        return false;
    }

    /** What broke off the file, as a sentence to which the last frame's number is to be added; null where nothing did. */
    String damage() {
        return damage;
    }

    /** Where the block starts in the file. */
    long start() {
        return start;
    }

    /** Bytes of the file up to the end of the block. */
    long end() {
        return next;
    }

    int type() {
        return type;
    }

    /** Bytes of the body that can be read by offset; only a block without a frame may have more. */
    int length() {
        return view.length();
    }

    /** Points a view at a piece of the body. */
    void point(ByteView other, int offset, int length) {
        other.point(view, offset, length);
    }

    /** Where a byte of the body lies in the file. */
    long fileOffset(int offset) {
        return start + HEADER + offset;
    }

    int u8(int offset) {
        return view.u8(offset);
    }

    int u16(int offset) {
        return little ? view.u16le(offset) : view.u16be(offset);
    }

    int int32(int offset) {
        return little ? view.i32le(offset) : view.i32be(offset);
    }

    long u32(int offset) {
        return int32(offset) & 0xffffffffL;
    }

    long int64(int offset) {
        return little ? view.i64le(offset) : view.i64be(offset);
    }

    /** Text in UTF-8, as the specification has it; hostile until cleaned. */
    String text(int offset, int length) {
        return new String(view.copy(offset, length), StandardCharsets.UTF_8);
    }
}
