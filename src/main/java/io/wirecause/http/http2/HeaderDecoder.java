package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.compression.EncodingException;
import org.eclipse.jetty.http.compression.HuffmanDecoder;
import org.eclipse.jetty.http2.hpack.HpackContext;

/**
 * Decodes the header blocks of one direction (RFC 7541). Huffman code and static table are Jetty's; its {@code HpackDecoder} is
 * not used, because it gives up a whole block, and with it the fields that the block would have added to the table, at the first
 * reference to an entry that it does not know. In a capture from the middle of a connection, or with a gap, there are always
 * such. Here the field alone is unknown, and all others are right.
 */
final class HeaderDecoder {
    /** Characters of one name or value; longer ones are a fault, or an attack. */
    private static final int LONGEST = 1 << 16;
    private static final int STATIC = HpackContext.STATIC_SIZE;
    private static final int INDEXED = 0x80;
    private static final int ADDING = 0x40;
    private static final int RESIZING = 0x20;
    private static final int FAULT = -1;

    private final HeaderTable table;
    private ByteView block;
    private int at;

    HeaderDecoder(HeaderTable.Budget budget) {
        table = new HeaderTable(budget);
    }

    /** Forgets the table: bytes of this direction were missed. */
    void forget() {
        table.forget();
    }

    /** Entries of the table that are known. */
    int known() {
        return table.size();
    }

    /**
     * Decodes one whole block.
     *
     * @return whether it is sound; where not, the fields before the fault are there, and the table is forgotten
     */
    boolean decode(ByteView bytes, HeaderBlock into) {
        into.clear();
        block = bytes;
        at = 0;
        boolean sound = true;
        while (sound && at < block.length()) {
            sound = field(into);
        }
        block = null;
        if (!sound) {
            into.addUnknown();
            table.forget();
        }
        return sound;
    }

    private boolean field(HeaderBlock into) {
        int first = block.u8(at);
        if ((first & INDEXED) != 0) {
            int index = integer(INDEXED - 1);
            return index > 0 && indexed(index, into);
        }
        if ((first & ADDING) != 0) {
            return literal(integer(ADDING - 1), true, into);
        }
        if ((first & RESIZING) != 0) {
            int size = integer(RESIZING - 1);
            if (size != FAULT) {
                table.limit(size);
            }
            return size != FAULT;
        }
        return literal(integer(0x0f), false, into);
    }

    private boolean indexed(int index, HeaderBlock into) {
        String name = name(index);
        String value = index <= STATIC ? staticValue(index) : table.has(index - STATIC - 1) ? table.value(index - STATIC - 1)
                : null;
        if (name == null || value == null) {
            into.addUnknown();
        } else {
            into.add(name, value);
        }
        return true;
    }

    private boolean literal(int nameIndex, boolean adding, HeaderBlock into) {
        if (nameIndex == FAULT) {
            return false;
        }
        String name = nameIndex == 0 ? string() : name(nameIndex);
        if (nameIndex == 0 && name == null) {
            return false;
        }
        String value = string();
        if (value == null) {
            return false;
        }
        if (adding) {
            table.add(name, value);
        }
        if (name == null) {
            into.addUnknown();
        } else {
            into.add(name, value);
        }
        return true;
    }

    /** The name that an index stands for, 1 or more; null where it is not known. */
    private String name(int index) {
        if (index <= STATIC) {
            return HpackContext.STATIC_TABLE[index][0];
        }
        return table.has(index - STATIC - 1) ? table.name(index - STATIC - 1) : null;
    }

    private static String staticValue(int index) {
        String value = HpackContext.STATIC_TABLE[index][1];
        return value == null ? "" : value;
    }

    /** An integer behind a prefix (RFC 7541, section 5.1) of up to 2^28; {@link #FAULT} where it is cut off or greater. */
    private int integer(int prefix) {
        int value = block.u8(at++) & prefix;
        if (value < prefix) {
            return value;
        }
        for (int shift = 0; shift < 28; shift += 7) {
            if (at == block.length()) {
                return FAULT;
            }
            int next = block.u8(at++);
            value += (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        return FAULT;
    }

    /** A string (RFC 7541, section 5.2); null where it is cut off, too long, or no Huffman code. */
    private String string() {
        if (at == block.length()) {
            return null;
        }
        boolean huffman = (block.u8(at) & 0x80) != 0;
        int length = integer(0x7f);
        if (length == FAULT || length > block.length() - at || length > LONGEST) {
            return null;
        }
        String text;
        if (huffman) {
            text = huffman(length);
        } else {
            text = block.latin1(at, length);
        }
        at += length;
        return text;
    }

    private String huffman(int length) {
        HuffmanDecoder decoder = new HuffmanDecoder();
        decoder.setLength(length);
        try {
            return decoder.decode(ByteBuffer.wrap(block.copy(at, length)));
        } catch (EncodingException e) {
            return null;
        }
    }
}
