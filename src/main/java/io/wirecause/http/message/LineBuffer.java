package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/** The beginning of a line whose end has not come yet: nothing is copied of lines that lie in one segment. */
final class LineBuffer {
    /** Bytes kept of one line; what is longer is passed over to its end. */
    static final int MOST = 16 << 10;
    private static final int FIRST = 256;
    private static final byte[] NONE = {};

    /** Bytes that all connections may hold together. */
    static final class Budget {
        static final int MOST_BYTES = 16 << 20;
        private int used;
        private long refused;

        /** Lines that were cut because too much was held at once. */
        long refused() {
            return refused;
        }
    }

    private final Budget budget;
    private final ByteView view = new ByteView();
    private byte[] held = NONE;
    private int length;
    private boolean cut;

    LineBuffer(Budget budget) {
        this.budget = budget;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether the line is longer than what is kept of it. */
    boolean isCut() {
        return cut;
    }

    /** Appends a part of the line. */
    void add(ByteView bytes, int from, int to) {
        int count = Math.min(to - from, MOST - length);
        cut |= count < to - from;
        if (length + count > held.length && !grow(length + count)) {
            cut = true;
            return;
        }
        bytes.get(from, held, length, count);
        length += count;
    }

    private boolean grow(int least) {
        int size = Math.min(MOST, Math.max(FIRST, Math.max(least, 2 * held.length)));
        if (budget.used + size - held.length > Budget.MOST_BYTES) {
            budget.refused++;
            return false;
        }
        budget.used += size - held.length;
        held = Arrays.copyOf(held, size);
        return true;
    }

    /** What is held, valid until the next call. */
    ByteView line() {
        view.point(held, 0, length);
        return view;
    }

    /** Forgets the line. */
    void clear() {
        if (held.length > 0) {
            budget.used -= held.length;
            held = NONE;
            view.point(held, 0, 0);
        }
        length = 0;
        cut = false;
    }
}
