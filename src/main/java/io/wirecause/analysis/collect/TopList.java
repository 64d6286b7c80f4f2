package io.wirecause.analysis.collect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The first few of many in an order, without ordering all: what does not come before the last one kept costs one comparison.
 * To order tens of thousands of names or exchanges took longer than to read the messages they come from.
 * Of equals those taken in first come first, as in a stable sort.
 *
 * @param <T> what is put in order
 */
public final class TopList<T> {
    private final Comparator<? super T> order;
    private final int most;
    private final List<T> top = new ArrayList<>();

    /** The first {@code most} in this order. */
    public TopList(Comparator<? super T> order, int most) {
        this.order = order;
        this.most = most;
    }

    /** The first few of all these. */
    public static <T> List<T> of(Iterable<? extends T> all, Comparator<? super T> order, int most) {
        TopList<T> list = new TopList<>(order, most);
        all.forEach(list::add);
        return list.list();
    }

    /** Takes one in. */
    public void add(T item) {
        if (top.size() < most || most > 0 && order.compare(item, top.get(most - 1)) < 0) {
            if (top.size() == most) {
                top.remove(most - 1);
            }
            top.add(place(item), item);
        }
    }

    /** Behind those that come before it or are equal. */
    private int place(T item) {
        int from = 0;
        int to = top.size();
        while (from < to) {
            int middle = from + to >>> 1;
            if (order.compare(top.get(middle), item) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Those that come first, in order. */
    public List<T> list() {
        return Collections.unmodifiableList(top);
    }
}
