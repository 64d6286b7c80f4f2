package io.pcaplens.capinfos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the greatest few of many. */
final class Top<T> {
    private final int limit;
    private final Comparator<T> order;
    private final PriorityQueue<T> least;

    Top(int limit, Comparator<T> order) {
        this.limit = limit;
        this.order = order;
        this.least = new PriorityQueue<>(order);
    }

    void offer(T item) {
        if (least.size() < limit) {
            least.add(item);
        } else if (order.compare(item, least.peek()) > 0) {
            least.poll();
            least.add(item);
        }
    }

    /** The greatest first. */
    List<T> best() {
        List<T> all = new ArrayList<>(least);
        all.sort(order.reversed());
        return all;
    }
}
