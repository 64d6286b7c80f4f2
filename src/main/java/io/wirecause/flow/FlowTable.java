package io.wirecause.flow;

import java.util.Arrays;

/**
 * From {@link FlowKey} to an int that the caller chooses. A table of slots with linear probing points at entries, which
 * lie one behind the other in blocks that never move: a look-up allocates nothing, an entry of IPv4 takes some 30 bytes,
 * one of IPv6 some 60, and nothing but slots and values is copied as the table grows. A slot holds the key's hash as
 * well, so that other keys are passed by without a look at them, which would wait for memory. A flood of connections that
 * collide on purpose costs probes, not memory: entries are bounded by the caller.
 */
public final class FlowTable {
    /** Words of an entry: both addresses in 32 bits each, or the number of an entry in {@link #wide}; and the tail. */
    private static final int WORDS = 2;
    /** Words of addresses that need more than 32 bits each. */
    private static final int WIDE_WORDS = 4;
    /** Above all that a key's tail holds: the addresses are in {@link #wide}. */
    private static final long WIDE = 1L << 63;
    private static final int INITIAL_SLOTS = 1 << 9;
    private static final int BLOCK_SHIFT = 7;
    private static final int BLOCK = 1 << BLOCK_SHIFT;

    /** The hash of a key above the number of its entry plus 1; 0 where the slot is free. */
    private long[] slots = new long[INITIAL_SLOTS];
    private int mask = INITIAL_SLOTS - 1;
    private final Blocks entries = new Blocks(WORDS);
    private final Blocks wide = new Blocks(WIDE_WORDS);
    private int[] values = new int[BLOCK];
    /** The entry that was found last: a packet is often of the same conversation as the one before it. */
    private int recent = -1;

    /** Records of so many words each, one behind the other. */
    private static final class Blocks {
        private final int words;
        private long[][] blocks = new long[4][];
        private int size;

        Blocks(int words) {
            this.words = words;
        }

        /** Makes room for one more record behind those that there are. */
        void add() {
            int block = size++ >>> BLOCK_SHIFT;
            if (block == blocks.length) {
                blocks = Arrays.copyOf(blocks, 2 * block);
            }
            if (blocks[block] == null) {
                blocks[block] = new long[BLOCK * words];
            }
        }

        /** The words among which the record is, from {@link #at} on. */
        long[] of(int record) {
            return blocks[record >>> BLOCK_SHIFT];
        }

        int at(int record) {
            return (record & BLOCK - 1) * words;
        }
    }

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
            entry = entries.size;
            recent = entry;
            add(key);
            slots[slot] = (long) hash << 32 | entries.size;
            if (entries.size > mask - (mask >>> 2)) {
                grow();
            }
        }
        values[entry] = value;
    }

    /** How many keys have a value. */
    public int size() {
        return entries.size;
    }

    /** One end of the conversation that an entry stands for. */
    public FlowKey.Endpoint endpoint(int entry, boolean a) {
        FlowKey key = new FlowKey();
        load(java.util.Objects.checkIndex(entry, entries.size), key);
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
        for (int entry = 0; entry < entries.size; entry++) {
            load(entry, key);
            visitor.entry(key, values[entry]);
        }
    }

    private void add(FlowKey key) {
        int entry = entries.size;
        if (entry == values.length) {
            values = Arrays.copyOf(values, entry + (entry >>> 1));
        }
        boolean narrow = isNarrow(key);
        entries.add();
        long[] words = entries.of(entry);
        int at = entries.at(entry);
        words[at] = narrow ? addresses(key) : wide.size;
        words[at + 1] = narrow ? key.tail : key.tail | WIDE;
        if (!narrow) {
            addWide(key);
        }
    }

    private void addWide(FlowKey key) {
        int record = wide.size;
        wide.add();
        long[] words = wide.of(record);
        int at = wide.at(record);
        words[at] = key.hiA;
        words[at + 1] = key.loA;
        words[at + 2] = key.hiB;
        words[at + 3] = key.loB;
    }

    /** Whether the addresses have no more than 32 bits each, as those of IPv4. */
    private static boolean isNarrow(FlowKey key) {
        return (key.hiA | key.hiB | key.loA >>> 32 | key.loB >>> 32) == 0;
    }

    private static long addresses(FlowKey key) {
        return key.loA << 32 | key.loB;
    }

    private void load(int entry, FlowKey key) {
        long first = entries.of(entry)[entries.at(entry)];
        long tail = entries.of(entry)[entries.at(entry) + 1];
        key.tail = tail & ~WIDE;
        if (tail == key.tail) {
            key.hiA = 0;
            key.loA = first >>> 32;
            key.hiB = 0;
            key.loB = first & 0xffffffffL;
        } else {
            long[] words = wide.of((int) first);
            int at = wide.at((int) first);
            key.hiA = words[at];
            key.loA = words[at + 1];
            key.hiB = words[at + 2];
            key.loB = words[at + 3];
        }
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
        long[] words = entries.of(entry);
        int at = entries.at(entry);
        return words[at + 1] == key.tail ? isNarrow(key) && words[at] == addresses(key)
                : words[at + 1] == (key.tail | WIDE) && holdsWide((int) words[at], key);
    }

    private boolean holdsWide(int record, FlowKey key) {
        long[] words = wide.of(record);
        int at = wide.at(record);
        return words[at + 3] == key.loB && words[at + 1] == key.loA && words[at] == key.hiA && words[at + 2] == key.hiB;
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
