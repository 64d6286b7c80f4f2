package io.wirecause.analysis.collect;

/**
 * What analyzers remember by a key, in the order in which it came, the oldest at hand to be let go. The key is whatever the
 * caller compares; the table knows its hash, from {@link KeyedHash}:
 *
 * <pre>
 * N node = table.first(hash);
 * while (node != null &amp;&amp; !node.is(what is looked for)) {
 *     node = table.next();
 * }
 * </pre>
 *
 * So no key has to be made to look something up. Half of each hash stands in an array of its own, in the slot that it names
 * or the next free one behind it: nodes of other keys are not touched, for each of them costs a wait for memory.
 *
 * @param <N> the nodes, each in one table only; the order takes 12 bytes of each
 */
public final class InsertionOrderedHashTable<N extends InsertionOrderedHashTable.Node<N>> {
    private static final int INITIAL_SLOTS = 64;
    /** Set in every tag, for 0 stands for a free slot. */
    private static final int TAKEN = 1 << 31;

    /** Something that a table can hold. */
    public abstract static class Node<N extends Node<N>> {
        int tag;
        N older;
        N newer;

        /** In no table yet. */
        protected Node() {
        }
    }

    private int[] tags = new int[INITIAL_SLOTS];
    private N[] nodes = nodes(INITIAL_SLOTS);
    private int mask = INITIAL_SLOTS - 1;
    private int wanted;
    private int probe;
    private N oldest;
    private N newest;
    private int size;

    /** An empty table. */
    public InsertionOrderedHashTable() {
    }

    @SuppressWarnings("unchecked")
    private static <N extends Node<N>> N[] nodes(int count) {
        return (N[]) new Node<?>[count];
    }

    /** How many nodes there are. */
    public int size() {
        return size;
    }

    /** A node that may have this hash, from which {@link #next} leads to the others; null where there is none. */
    public N first(long hash) {
        wanted = tag(hash);
        probe = wanted & mask;
        return find();
    }

    /** The next node that may have the hash that {@link #first} was asked for; null where there is none. */
    public N next() {
        probe = probe + 1 & mask;
        return find();
    }

    private N find() {
        while (tags[probe] != wanted) {
            if (tags[probe] == 0) {
                return null;
            }
            probe = probe + 1 & mask;
        }
        return nodes[probe];
    }

    private static int tag(long hash) {
        return (int) hash | TAKEN;
    }

    /** Takes in a node as the newest. */
    public void add(N node, long hash) {
        // Half full at most: what is not there, as most new queries, is known after two or three slots instead of eight.
        if (2 * size >= tags.length) {
            grow();
        }
        node.tag = tag(hash);
        put(node, node.tag);
        node.older = newest;
        node.newer = null;
        if (newest == null) {
            oldest = node;
        } else {
            newest.newer = node;
        }
        newest = node;
        size++;
    }

    private void put(N node, int tag) {
        int slot = tag & mask;
        while (tags[slot] != 0) {
            slot = slot + 1 & mask;
        }
        tags[slot] = tag;
        nodes[slot] = node;
    }

    private void grow() {
        int[] oldTags = tags;
        N[] oldNodes = nodes;
        tags = new int[2 * oldTags.length];
        nodes = nodes(tags.length);
        mask = tags.length - 1;
        for (int i = 0; i < oldTags.length; i++) {
            if (oldTags[i] != 0) {
                put(oldNodes[i], oldTags[i]);
            }
        }
    }

    /** Lets a node of this table go; it may be taken in again. */
    public void remove(N node) {
        int slot = node.tag & mask;
        while (nodes[slot] != node) {
            slot = slot + 1 & mask;
        }
        close(slot);
        if (node.older == null) {
            oldest = node.newer;
        } else {
            node.older.newer = node.newer;
        }
        if (node.newer == null) {
            newest = node.older;
        } else {
            node.newer.older = node.older;
        }
        // What is let go must not hold on to what stays: somebody may keep it for long.
        node.older = null;
        node.newer = null;
        size--;
    }

    /** Frees a slot and moves up those behind it that would not be found beyond a free one. */
    private void close(int slot) {
        int free = slot;
        for (int next = free + 1 & mask; tags[next] != 0; next = next + 1 & mask) {
            int home = tags[next] & mask;
            if ((next - home & mask) >= (next - free & mask)) {
                tags[free] = tags[next];
                nodes[free] = nodes[next];
                free = next;
            }
        }
        tags[free] = 0;
        nodes[free] = null;
    }

    /** The node that came first; null where there is none. */
    public N oldest() {
        return oldest;
    }

    /** The node that came after this one; null for the newest. */
    public N newer(N node) {
        return node.newer;
    }
}
