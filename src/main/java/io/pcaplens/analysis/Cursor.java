package io.pcaplens.analysis;

import io.pcaplens.report.Page;
import io.pcaplens.report.Problem;
import java.util.Comparator;
import java.util.List;

/** Pages through a list: a cursor is the index of the next item, as text that a model passes back unchanged. */
public final class Cursor {
    /** Up to so many are picked out of all; for more of them all are put in order. */
    private static final int FEW = 1_000;

    private Cursor() {
    }

    /**
     * One page of a list.
     *
     * @param items the items of the page
     * @param page  which part of the list they are
     */
    public record Part<T>(List<T> items, Page page) {
    }

    /**
     * The items from a cursor on.
     *
     * @param cursor null for the start
     * @param limit  items at most, at least 1
     * @throws Problem where the cursor is none that was given out
     */
    public static <T> Part<T> part(List<T> all, String cursor, int limit) throws Problem {
        int from = cursor == null ? 0 : parse(cursor);
        if (from < 0 || from > all.size()) {
            throw foreign();
        }
        int to = (int) Math.min(all.size(), (long) from + limit);
        return new Part<>(all.subList(from, to), new Page(to - from, all.size(), to < all.size() ? String.valueOf(to) : null));
    }

    /**
     * The items from a cursor on, in an order.
     *
     * @param cursor null for the start
     * @param limit  items at most, at least 1
     * @throws Problem where the cursor is none that was given out
     */
    public static <T> Part<T> part(WatchedList<T> all, Comparator<? super T> order, String cursor, int limit) throws Problem {
        Part<T> unordered = part(all, cursor, limit);
        int from = cursor == null ? 0 : parse(cursor);
        int to = from + unordered.items().size();
        List<T> first = to <= FEW ? TopList.of(all, order, to) : all.sorted(order);
        return new Part<>(first.subList(from, to), unordered.page());
    }

    static Problem foreign() {
        return new Problem("The argument cursor is not one that an answer gave as next_cursor; leave it out to start over.");
    }

    static int parse(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
