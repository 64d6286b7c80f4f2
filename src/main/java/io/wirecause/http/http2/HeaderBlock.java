package io.wirecause.http.http2;

/** The fields of one decoded header block, in order; the first ones of a very long one. Reused from block to block. */
final class HeaderBlock {
    /** Fields kept of one block. */
    private static final int MOST = 128;

    private final String[] names = new String[MOST];
    private final String[] values = new String[MOST];
    private int size;
    private boolean unknown;

    void clear() {
        while (size > 0) {
            size--;
            names[size] = null;
            values[size] = null;
        }
        unknown = false;
    }

    void add(String name, String value) {
        if (size < MOST) {
            names[size] = name;
            values[size++] = value;
        }
    }

    /** A field refers to something that the capture does not hold, or cannot be read. */
    void addUnknown() {
        unknown = true;
    }

    /** Whether some fields of it are unknown. */
    boolean hasUnknown() {
        return unknown;
    }

    int size() {
        return size;
    }

    /** In lower case, as HTTP/2 has it (RFC 9113, section 8.2.1). */
    String name(int index) {
        return names[index];
    }

    String value(int index) {
        return values[index];
    }

    /** The value of the first field of this name; null where there is none that is known. */
    String value(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }
}
