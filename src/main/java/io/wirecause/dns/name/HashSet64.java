package io.wirecause.dns.name;

/** A set of hashes of 64 bits, each in the slot that its own bits name or the next free one behind it. */
public final class HashSet64 {
    private static final int INITIAL_SLOTS = 64;

    /** 0 for a free slot. */
    private long[] slots = new long[INITIAL_SLOTS];
    private int size;

    /** Adds a hash, if it is not there. */
    public void add(long hash) {
        // The hash 0 counts as 1: two names in 2^64 are not told apart by a hash anyway.
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

    /** How many different hashes there are. */
    public int size() {
        return size;
    }
}
