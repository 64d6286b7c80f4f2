package io.wirecause.dns.name;

/** A set of 64-bit hashes, with open addressing. */
public final class HashSet64 {
    private static final int INITIAL_SLOTS = 64;

    /** 0 marks a free slot. */
    private long[] slots = new long[INITIAL_SLOTS];
    private int size;

    /** Adds a hash, unless it is there. */
    public void add(long hash) {
        // A hash of 0 counts as 1; one collision in 2^64 does not matter.
        if (put(slots, hash == 0 ? 1 : hash)) {
            size++;
            if (2 * size > slots.length) {
                grow();
            }
        }
    }

    private static boolean put(long[] slots, long hash) {
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        boolean fresh = slots[slot] == 0;
        slots[slot] = hash;
        return fresh;
    }

    private void grow() {
        long[] more = new long[2 * slots.length];
        for (long hash : slots) {
            if (hash != 0) {
                put(more, hash);
            }
        }
        slots = more;
    }

    /** Number of different hashes. */
    public int size() {
        return size;
    }
}
