package io.wirecause.http.http2;

/**
 * The dynamic table of one direction's header compression (RFC 7541, section 2.3.2), as far as the capture tells it. Fields are
 * counted from the newest one, so those added since reading began are right whatever was added before: what is beyond them is
 * unknown, never something else.
 */
final class HeaderTable {
    /** Bytes kept at most, as RFC 7541, section 4.1 counts them; sixteen times what encoders may use unless told otherwise. */
    static final int MAX_BYTES = 1 << 16;
    private static final int DEFAULT_BYTES = 4096;
    /** What each entry counts beside its text. */
    private static final int OVERHEAD = 32;
    private static final int FIRST_CAPACITY = 16;

    private String[] names = new String[0];
    private String[] values = new String[0];
    /** Index of the oldest entry. */
    private int oldest;
    private int count;
    private int bytes;
    private long limit = DEFAULT_BYTES;
    private final Budget budget;

    /** Bytes of all tables of a capture together. */
    static final class Budget {
        /** Enough for 8192 tables of the usual size. */
        static final long MAX_BYTES = 32L << 20;
        private long used;

        long used() {
            return used;
        }
    }

    /** An empty table. */
    HeaderTable(Budget budget) {
        this.budget = budget;
    }

    /** Forgets all entries: bytes of this direction were missed, and they may have added any number; or it has ended. */
    void forget() {
        budget.used -= bytes;
        names = new String[0];
        values = new String[0];
        oldest = 0;
        count = 0;
        bytes = 0;
    }

    /** Takes in the limit that the encoder tells, bytes. */
    void limit(long most) {
        limit = most;
        shrink(Math.min(most, MAX_BYTES));
    }

    /** Entries known. */
    int size() {
        return count;
    }

    /** Whether this index, 0 for the newest entry, is known. */
    boolean has(int index) {
        return index >= 0 && index < count;
    }

    /** The name of an entry that it {@link #has}; null where it was taken from an unknown one, or is not kept. */
    String name(int index) {
        return names[at(index)];
    }

    /** The value of an entry that it {@link #has}; null where it is not kept. */
    String value(int index) {
        return values[at(index)];
    }

    private int at(int index) {
        return (oldest + count - 1 - index) % names.length;
    }

    /**
     * Adds an entry.
     *
     * @param name null where it is not known
     */
    void add(String name, String value) {
        int nameBytes = name == null ? 0 : name.length();
        int size = OVERHEAD + nameBytes + value.length();
        if (size > limit) {
            // The encoder's table is empty now; or, where its limit is greater than is known here, holds this as its newest.
            forget();
            return;
        }
        if (budget.used > Budget.MAX_BYTES) {
            forget();
        }
        // What is not kept takes its place all the same, so that older entries keep theirs.
        boolean keeping = size <= MAX_BYTES && budget.used <= Budget.MAX_BYTES;
        int kept = keeping ? size : OVERHEAD;
        shrink(Math.min(limit, MAX_BYTES) - kept);
        if (count == names.length) {
            grow();
        }
        int at = (oldest + count) % names.length;
        names[at] = keeping ? name : null;
        values[at] = keeping ? value : null;
        count++;
        bytes += kept;
        budget.used += kept;
    }

    private void shrink(long most) {
        while (count > 0 && bytes > most) {
            bytes -= size(oldest);
            budget.used -= size(oldest);
            names[oldest] = null;
            values[oldest] = null;
            oldest = (oldest + 1) % names.length;
            count--;
        }
    }

    private int size(int at) {
        return OVERHEAD + (names[at] == null ? 0 : names[at].length()) + (values[at] == null ? 0 : values[at].length());
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, 2 * names.length);
        String[] moreNames = new String[capacity];
        String[] moreValues = new String[capacity];
        for (int i = 0; i < count; i++) {
            moreNames[i] = names[(oldest + i) % names.length];
            moreValues[i] = values[(oldest + i) % names.length];
        }
        names = moreNames;
        values = moreValues;
        oldest = 0;
    }
}
