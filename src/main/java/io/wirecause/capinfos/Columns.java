package io.wirecause.capinfos;

import java.util.Arrays;

/** Rows of longs that grow without an object a row. */
final class Columns {
    private final int width;
    private long[] cells;
    private int rows;

    Columns(int width) {
        this.width = width;
        this.cells = new long[width * 64];
    }

    /** A new row of zeros; its number is how many there were. */
    int addRow() {
        if ((rows + 1) * width > cells.length) {
            cells = Arrays.copyOf(cells, cells.length + (cells.length >> 1) / width * width + width);
        }
        return rows++;
    }

    int rows() {
        return rows;
    }

    long get(int row, int column) {
        return cells[row * width + column];
    }

    void set(int row, int column, long value) {
        cells[row * width + column] = value;
    }

    void add(int row, int column, long value) {
        cells[row * width + column] += value;
    }
}
