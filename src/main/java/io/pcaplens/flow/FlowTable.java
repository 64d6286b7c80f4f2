package io.pcaplens.flow;

import java.util.Arrays;

/**
 * From {@link FlowKey} to an int that the caller chooses. A table of slots with linear probing points at entries, which
 * lie one behind the other in blocks that never move: a look-up allocates nothing, an entry takes some 60 bytes, and
 * nothing but slots and values is copied as the table grows. A slot holds the key's hash as well, so that other keys
 * are passed by without a look at them, which would wait for memory. A flood of connections that collide on purpose
 * costs probes, not memory: entries are bounded by the caller.
 */
public final class FlowTable {
    private static final int WORDS = 5;
    private static final int INITIAL_SLOTS = 1 << 9;
    private static final int BLOCK_SHIFT = 7;
    private static final int BLOCK = 1 << BLOCK_SHIFT;

    /** The hash of a key above the number of its entry plus 1; 0 where the slot is free. */
    private long[] slots = new long[INITIAL_SLOTS];
    private int mask = INITIAL_SLOTS - 1;
    private long[][] blocks = new long[4][];
    private int[] values = new int[BLOCK];
    private int size;
    /** The entry that was found last: a packet is often of the same conversation as the one before it. */
    private int recent = -1;

    /** An empty table. */
    public FlowTable() {
    }

    /** The value of the key; -1 where it has none. */
    public int get(FlowKey key) {
        int entry = entry(key);
        return entry < 0 ? -1 : values[entry];
    }

    /** The number of the key's entry, for {@link #endpoint}: 0 for the first key that the table took; -1 where it has none. */
    int entry(FlowKey key) {
        if (recent >= 0 && holds(recent, key)) {
            return recent;
        }
        int entry = (int) slots[slot(key, key.hash())] - 1;
        recent = entry < 0 ? recent : entry;
        return entry;
    }

    /**
     * Sets the value of the key.
     *
     * @param value 0 or more
     */
    public void put(FlowKey key, int value) {
        int hash = key.hash();
        int slot = slot(key, hash);
        int entry = (int) slots[slot] - 1;
        if (entry < 0) {
            entry = size;
            add(key);
            slots[slot] = (long) hash << 32 | size;
            if (size > mask - (mask >>> 2)) {
                grow();
            }
        }
        values[entry] = value;
    }

    /** How many keys have a value. */
    public int size() {
        return size;
    }

    /** One end of the conversation that an entry stands for. */
    public FlowKey.Endpoint endpoint(int entry, boolean a) {
        FlowKey key = new FlowKey();
        load(java.util.Objects.checkIndex(entry, size), key);
        return key.endpoint(a);
    }

    /** Takes in one entry of the table; the key is a flyweight, valid only for the call. */
    public interface Visitor {
        /** An entry. */
        void entry(FlowKey key, int value);
    }

    /** Shows every entry, in the order in which their keys came. */
    public void forEach(Visitor visitor) {
        FlowKey key = new FlowKey();
        for (int entry = 0; entry < size; entry++) {
            load(entry, key);
            visitor.entry(key, values[entry]);
        }
    }

    private void add(FlowKey key) {
        int block = size >>> BLOCK_SHIFT;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
        }
        if (blocks[block] == null) {
            blocks[block] = new long[BLOCK * WORDS];
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >>> 1));
        }
        long[] words = blocks[block];
        int at = (size & BLOCK - 1) * WORDS;
        words[at] = key.hiA;
        words[at + 1] = key.loA;
        words[at + 2] = key.hiB;
        words[at + 3] = key.loB;
        words[at + 4] = key.tail;
        size++;
    }

    private void load(int entry, FlowKey key) {
        long[] words = blocks[entry >>> BLOCK_SHIFT];
        int at = (entry & BLOCK - 1) * WORDS;
        key.hiA = words[at];
        key.loA = words[at + 1];
        key.hiB = words[at + 2];
        key.loB = words[at + 3];
        key.tail = words[at + 4];
    }

    /** The key's slot; the free one that it would take, where it is not in the table. */
    private int slot(FlowKey key, int hash) {
        int slot = hash & mask;
        for (long held = slots[slot]; held != 0; held = slots[slot]) {
            if ((int) (held >>> 32) == hash && holds((int) held - 1, key)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean holds(int entry, FlowKey key) {
        long[] words = blocks[entry >>> BLOCK_SHIFT];
        int at = (entry & BLOCK - 1) * WORDS;
        return words[at + 3] == key.loB && words[at + 1] == key.loA && words[at + 4] == key.tail
                && words[at] == key.hiA && words[at + 2] == key.hiB;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        mask = slots.length - 1;
        for (long held : old) {
            if (held != 0) {
                int slot = (int) (held >>> 32) & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = held;
            }
        }
    }
}
