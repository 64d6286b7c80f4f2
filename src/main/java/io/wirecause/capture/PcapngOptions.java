package io.wirecause.capture;

import io.wirecause.report.WireText;
import java.util.List;

/**
 * The options at the end of a block (draft-ietf-opsawg-pcapng, section 3.5), one after the other; a flyweight.
 *
 * <pre>
 *  0  code (2 bytes)
 *  2  length of the value (2 bytes)
 *  4  value, padded to a multiple of 4
 * </pre>
 */
final class PcapngOptions {
    static final int COMMENT = 1;
    private static final int END = 0;
    private static final int HEADER = 4;
    /** Characters of one text that are copied out of the file before it is cut to what is shown. */
    private static final int MAX_TEXT = 4 * WireText.DEFAULT_LENGTH;

    private PcapngBlock block;
    private int next;
    private int end;
    private int code;
    private int value;
    private int length;

    /** Stands before the first option at {@code offset} of the block's body. */
    PcapngOptions start(PcapngBlock of, int offset) {
        block = of;
        next = offset;
        end = (int) Math.min(of.length(), (long) offset + CaptureLimits.MAX_OPTIONS);
        return this;
    }

    /** Moves to the next option; false at the end, or where one does not fit into the block. */
    boolean next() {
        if (end - next < HEADER) {
            return false;
        }
        code = block.u16(next);
        length = block.u16(next + 2);
        value = next + HEADER;
        if (code == END || length > end - value) {
            next = end;
            return false;
        }
        next = value + (length + 3 & ~3);
        return true;
    }

    int code() {
        return code;
    }

    int length() {
        return length;
    }

    /** One byte of the value. */
    int u8(int offset) {
        return block.u8(value + offset);
    }

    /** The value as 4 bytes, unsigned; -1 where it has another length. */
    long u32() {
        return length == 4 ? block.u32(value) : -1;
    }

    /** The value as 8 bytes; {@code otherwise} where it has another length. */
    long int64(long otherwise) {
        return length == 8 ? block.int64(value) : otherwise;
    }

    /** The value as cleaned text, without its first {@code skip} bytes. */
    String text(int skip) {
        if (length <= skip) {
            return "";
        }
        String raw = block.text(value + skip, Math.min(length - skip, MAX_TEXT));
        // Some writers count a C string's end.
        int zeros = raw.length();
        while (zeros > 0 && raw.charAt(zeros - 1) == 0) {
            zeros--;
        }
        return WireText.clean(raw.substring(0, zeros));
    }

    String text() {
        return text(0);
    }

    /** Adds the value as a comment, while there is room for one. */
    void addComment(List<String> comments) {
        if (comments.size() < CaptureLimits.MAX_COMMENTS) {
            comments.add(text());
        }
    }
}
