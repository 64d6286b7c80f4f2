package io.wirecause.icmp.echo;

import java.util.Arrays;

/**
 * Requests or probes that wait for an answer, in the order of sending, found by a key. A ring: when it is full the oldest
 * one is closed, so memory is bounded; answers come within seconds, so none is missed. Each request is closed once.
 */
public final class PendingRequests {
    /** Told when a request is closed. */
    public interface CloseListener {
        /** The request in this slot is closed; it can be read until this returns. */
        void closed(int slot);
    }

    private static final int INITIAL = 64;
    /** Requests searched to find one: a hostile capture can put many into one bucket. */
    private static final int MAX_STEPS = 64;
    private static final int NONE = -1;

    private final int most;
    private final CloseListener listener;
    private int capacity = INITIAL;
    private int oldest;
    private int size;
    private long[] keys = new long[INITIAL];
    private long[] times = new long[INITIAL];
    private long[] frames = new long[INITIAL];
    private long[] details = new long[INITIAL];
    private int[] owners = new int[INITIAL];
    private int[] states = new int[INITIAL];
    private int[] newer = new int[INITIAL];
    private int[] older = new int[INITIAL];
    private int[] heads = filled(INITIAL);

    /**
     * No requests yet.
     *
     * @param most requests kept at most; a power of two
     */
    public PendingRequests(int most, CloseListener listener) {
        this.most = most;
        this.listener = listener;
    }

    private static int[] filled(int length) {
        int[] none = new int[length];
        Arrays.fill(none, NONE);
        return none;
    }

    /** Whether no request is waiting. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds a request and returns its slot, which is valid until the next one is added. */
    public int add(long key, int owner, long detail, long time, long frame) {
        if (size == capacity) {
            if (capacity < most) {
                grow();
            } else {
                closeOldest();
            }
        }
        int slot = oldest + size & capacity - 1;
        size++;
        keys[slot] = key;
        owners[slot] = owner;
        details[slot] = detail;
        times[slot] = time;
        frames[slot] = frame;
        states[slot] = 0;
        link(slot);
        return slot;
    }

    private void link(int slot) {
        int place = place(keys[slot]);
        int head = heads[place];
        older[slot] = head;
        newer[slot] = NONE;
        if (head != NONE) {
            newer[head] = slot;
        }
        heads[place] = slot;
    }

    private int place(long key) {
        long h = key * 0x9e3779b97f4a7c15L;
        return (int) (h >>> 32 ^ h >>> 50) & capacity - 1;
    }

    /** The slot of the newest request with the key; -1 for none. */
    public int newest(long key) {
        return search(heads[place(key)], key);
    }

    /** The slot of the next older request with the same key; -1 for none. */
    public int older(int slot) {
        return search(older[slot], keys[slot]);
    }

    private int search(int slot, long key) {
        for (int steps = 0; slot != NONE && steps < MAX_STEPS; steps++) {
            if (keys[slot] == key) {
                return slot;
            }
            slot = older[slot];
        }
        return NONE;
    }

    private void closeOldest() {
        int slot = oldest;
        listener.closed(slot);
        // The oldest of all is the oldest of its chain too.
        if (newer[slot] == NONE) {
            heads[place(keys[slot])] = NONE;
        } else {
            older[newer[slot]] = NONE;
        }
        oldest = oldest + 1 & capacity - 1;
        size--;
    }

    /** Closes all requests. */
    void drain() {
        while (size > 0) {
            closeOldest();
        }
    }

    private void grow() {
        int old = capacity;
        keys = turned(keys);
        times = turned(times);
        frames = turned(frames);
        details = turned(details);
        owners = turned(owners);
        states = turned(states);
        oldest = 0;
        capacity = 2 * old;
        newer = new int[capacity];
        older = new int[capacity];
        heads = filled(capacity);
        for (int slot = 0; slot < old; slot++) {
            link(slot);
        }
    }

    private long[] turned(long[] from) {
        long[] to = new long[2 * capacity];
        System.arraycopy(from, oldest, to, 0, capacity - oldest);
        System.arraycopy(from, 0, to, capacity - oldest, oldest);
        return to;
    }

    private int[] turned(int[] from) {
        int[] to = new int[2 * capacity];
        System.arraycopy(from, oldest, to, 0, capacity - oldest);
        System.arraycopy(from, 0, to, capacity - oldest, oldest);
        return to;
    }

    /** Whose request it is. */
    public int owner(int slot) {
        return owners[slot];
    }

    /** A detail that the owner gave. */
    public long detail(int slot) {
        return details[slot];
    }

    /** Sets the detail. */
    void detail(int slot, long detail) {
        details[slot] = detail;
    }

    /** Time of the request, nanoseconds since 1970. */
    public long time(int slot) {
        return times[slot];
    }

    /** Its frame. */
    public long frame(int slot) {
        return frames[slot];
    }

    /** What became of it so far, in the owner's terms; 0 at first. */
    public int state(int slot) {
        return states[slot];
    }

    /** Moves a request to a later copy of it, from which its round trip counts, as Wireshark has it. */
    void sentAgain(int slot, long time, long frame) {
        times[slot] = time;
        frames[slot] = frame;
    }

    /** Sets what the owner noted of its state. */
    public void state(int slot, int state) {
        states[slot] = state;
    }
}
