package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;

/**
 * The values of fields of a connection's messages as text. The next message often says the same as the one before it, and then
 * gets the same string, without a copy.
 */
final class FieldValues {
    private static final int PLACES = 16;

    private final String[] values = new String[PLACES];

    /** The bytes as ISO 8859-1. */
    String text(String name, ByteView line, int from, int length) {
        int place = name.hashCode() & PLACES - 1;
        String before = values[place];
        if (before != null && before.length() == length && line.startsWith(from, before)) {
            return before;
        }
        String text = line.latin1(from, length);
        values[place] = text;
        return text;
    }
}
