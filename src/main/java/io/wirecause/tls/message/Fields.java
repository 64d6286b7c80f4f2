package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of a message one after another (the presentation language of RFC 8446, section 3). What reaches beyond the end
 * reads as 0 and makes it {@link #broken}; nothing throws.
 */
final class Fields {
    private static final int NAMES = 32;

    private final ByteView bytes;
    private final int end;
    private int at;
    private boolean broken;

    Fields(ByteView bytes) {
        this(bytes, 0, bytes.length());
    }

    private Fields(ByteView bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    private boolean take(int count) {
        if (broken || count > end - at) {
            broken = true;
            at = end;
            return false;
        }
        at += count;
        return true;
    }

    int u8() {
        return take(1) ? bytes.u8(at - 1) : 0;
    }

    int u16() {
        return take(2) ? bytes.u16be(at - 2) : 0;
    }

    int u24() {
        return take(3) ? bytes.u24be(at - 3) : 0;
    }

    long u32() {
        return take(4) ? bytes.u32be(at - 4) : 0;
    }

    long i64() {
        return take(8) ? bytes.i64be(at - 8) : 0;
    }

    void skip(int count) {
        take(count);
    }

    /** The next bytes as fields of their own; those that are there if there are fewer. */
    Fields part(int count) {
        int from = at;
        take(count);
        return new Fields(bytes, from, at);
    }

    Fields vector8() {
        return part(u8());
    }

    Fields vector16() {
        return part(u16());
    }

    Fields vector24() {
        return part(u24());
    }

    /** Whether the bytes ended before a field did. */
    boolean broken() {
        return broken;
    }

    boolean atEnd() {
        return at >= end;
    }

    int left() {
        return end - at;
    }

    /** Where the next field is, from the start of the message. */
    int at() {
        return at;
    }

    /** The rest as numbers of two bytes. */
    CodeList codes() {
        CodeList.Builder codes = new CodeList.Builder();
        while (left() >= 2) {
            codes.add(u16());
        }
        broken |= left() > 0;
        return codes.build();
    }

    /** The rest as numbers of one byte. */
    CodeList bytesAsCodes() {
        CodeList.Builder codes = new CodeList.Builder();
        while (!atEnd()) {
            codes.add(u8());
        }
        return codes.build();
    }

    /** The rest as names behind lengths of one byte, as ISO 8859-1; the first {@value #NAMES}. Hostile until cleaned. */
    List<String> names() {
        List<String> names = new ArrayList<>(4);
        while (!atEnd() && names.size() < NAMES) {
            names.add(vector8().text());
        }
        return List.copyOf(names);
    }

    /** The rest as ISO 8859-1. */
    String text() {
        return bytes.latin1(at, end - at);
    }

    byte[] copy() {
        return bytes.copy(at, end - at);
    }

    /** A number for the rest by which two are compared; 0 for nothing. */
    long fold() {
        long hash = 0;
        for (int i = at; i < end; i++) {
            hash = (hash ^ bytes.u8(i) + 1) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
