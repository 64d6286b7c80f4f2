package io.pcaplens.flow;

import java.util.Arrays;

/**
 * From {@link FlowKey} to an int that the caller chooses: open addressing with linear probing over primitive arrays, so
 * a look-up allocates nothing and an entry takes about 100 bytes. A flood of connections that collide on purpose costs
 * probes, not memory: entries are bounded by the caller.
 */
public final class FlowTable {
    private static final int WORDS = 5;
    private static final int INITIAL_CAPACITY = 1 << 10;

    private long[] keys = new long[INITIAL_CAPACITY * WORDS];
    private int[] values = new int[INITIAL_CAPACITY];
    private int size;
    private int mask = INITIAL_CAPACITY - 1;

    /** An empty table. */
    public FlowTable() {
        Arrays.fill(values, -1);
    }

    /** The value of the key; -1 where it has none. */
    public int get(FlowKey key) {
        return values[slot(key)];
    }

    /**
     * Sets the value of the key.
     *
     * @param value 0 or more
     */
    public void put(FlowKey key, int value) {
        int slot = slot(key);
        if (values[slot] < 0) {
            if (++size > mask - (mask >>> 2)) {
                grow();
                slot = slot(key);
            }
            int at = slot * WORDS;
            keys[at] = key.hiA;
            keys[at + 1] = key.loA;
            keys[at + 2] = key.hiB;
            keys[at + 3] = key.loB;
            keys[at + 4] = key.tail;
        }
        values[slot] = value;
    }

    /** How many keys have a value. */
    public int size() {
        return size;
    }

    /** Takes in one entry of the table; the key is a flyweight, valid only for the call. */
    public interface Visitor {
        /** An entry. */
        void entry(FlowKey key, int value);
    }

    /** Shows every entry, in no order. */
    public void forEach(Visitor visitor) {
        FlowKey key = new FlowKey();
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= 0) {
                load(keys, i * WORDS, key);
                visitor.entry(key, values[i]);
            }
        }
    }

    private static void load(long[] keys, int at, FlowKey key) {
        key.hiA = keys[at];
        key.loA = keys[at + 1];
        key.hiB = keys[at + 2];
        key.loB = keys[at + 3];
        key.tail = keys[at + 4];
    }

    private int slot(FlowKey key) {
        int slot = key.hash() & mask;
        while (values[slot] >= 0 && !holds(slot * WORDS, key)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean holds(int at, FlowKey key) {
        return keys[at + 3] == key.loB && keys[at + 1] == key.loA && keys[at + 4] == key.tail
                && keys[at] == key.hiA && keys[at + 2] == key.hiB;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        int capacity = oldValues.length * 2;
        keys = new long[capacity * WORDS];
        values = new int[capacity];
        Arrays.fill(values, -1);
        mask = capacity - 1;
        FlowKey key = new FlowKey();
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] >= 0) {
                int at = i * WORDS;
                load(oldKeys, at, key);
                int slot = slot(key);
                System.arraycopy(oldKeys, at, keys, slot * WORDS, WORDS);
                values[slot] = oldValues[i];
            }
        }
    }
}
