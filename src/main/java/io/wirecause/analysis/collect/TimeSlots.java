package io.wirecause.analysis.collect;

import java.util.Arrays;

/**
 * Amounts over time in a bounded number of slots, although nobody knows beforehand how long the capture lasts: slots
 * start narrow, and whenever the time outgrows them several are merged into one. Slots begin at multiples of their width.
 */
public final class TimeSlots {
    private final long[] widths;
    private final int most;
    private final long[][] amounts;
    private int width;
    /** Number of the first slot, counted in widths since time 0. */
    private long first;
    private int count;

    /**
     * No slots yet.
     *
     * @param widths  widths in nanoseconds, ascending, each a multiple of the one before; the last wide enough for any time
     * @param most    slots at most
     * @param columns amounts kept in each slot
     */
    public TimeSlots(long[] widths, int most, int columns) {
        this.widths = widths;
        this.most = most;
        this.amounts = new long[columns][most];
    }

    /**
     * Makes room for a time.
     *
     * @param nanos nanoseconds, before or after those seen so far
     * @return the number of its slot, which holds until this is called again
     */
    public int at(long nanos) {
        long slot = Math.floorDiv(nanos, widths[width]);
        if (count == 0) {
            first = slot;
            count = 1;
        }
        while (Math.max(slot, first + count - 1) - Math.min(slot, first) >= most) {
            widen();
            slot = Math.floorDiv(nanos, widths[width]);
        }
        if (slot < first) {
            shift((int) (first - slot));
            first = slot;
        }
        int index = (int) (slot - first);
        count = Math.max(count, index + 1);
        return index;
    }

    /** Adds to an amount of a slot. */
    public void add(int slot, int column, long amount) {
        amounts[column][slot] += amount;
    }

    private void shift(int by) {
        for (long[] column : amounts) {
            System.arraycopy(column, 0, column, by, count);
            Arrays.fill(column, 0, by, 0);
        }
        count += by;
    }

    private void widen() {
        long factor = widths[width + 1] / widths[width];
        long newFirst = Math.floorDiv(first, factor);
        for (long[] column : amounts) {
            for (int i = 0; i < count; i++) {
                long amount = column[i];
                column[i] = 0;
                column[(int) (Math.floorDiv(first + i, factor) - newFirst)] += amount;
            }
        }
        count = (int) (Math.floorDiv(first + count - 1, factor) - newFirst) + 1;
        first = newFirst;
        width++;
    }

    /** Slots from the first to the last one used. */
    public int count() {
        return count;
    }

    /** Width of a slot in nanoseconds. */
    public long widthNanos() {
        return widths[width];
    }

    /** When the first slot begins, in nanoseconds. */
    public long startNanos() {
        return first * widths[width];
    }

    /** An amount of a slot. */
    public long get(int slot, int column) {
        return amounts[column][slot];
    }
}
