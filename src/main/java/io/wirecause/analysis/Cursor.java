package io.wirecause.analysis;

import io.wirecause.analysis.collect.TopList;
import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;
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
     * The items that the arguments ask for.
     *
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public static <T> Part<T> part(List<T> all, PageArguments asked) throws UserFacingException {
        return part(all, asked.cursor(), asked.items());
    }

    /**
     * The items that the arguments ask for, in an order.
     *
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public static <T> Part<T> part(CancellableList<T> all, Comparator<? super T> order, PageArguments asked)
            throws UserFacingException {
        return part(all, order, asked.cursor(), asked.items());
    }

    /**
     * The items from a cursor on.
     *
     * @param cursor null for the start
     * @param limit  items at most, at least 1
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public static <T> Part<T> part(List<T> all, String cursor, int limit) throws UserFacingException {
        int from = start(all, cursor);
        return part(all, from, end(all, from, limit), all.size());
    }

    /**
     * The items from a cursor on, in an order.
     *
     * @param cursor null for the start
     * @param limit  items at most, at least 1
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public static <T> Part<T> part(CancellableList<T> all, Comparator<? super T> order, String cursor, int limit)
            throws UserFacingException {
        int from = start(all, cursor);
        int to = end(all, from, limit);
        return part(to <= FEW ? TopList.of(all, order, to) : all.sorted(order), from, to, all.size());
    }

    private static int start(List<?> all, String cursor) throws UserFacingException {
        int from = cursor == null ? 0 : parse(cursor);
        if (from < 0 || from > all.size()) {
            throw foreign();
        }
        return from;
    }

    private static int end(List<?> all, int from, int limit) {
        return (int) Math.min(all.size(), (long) from + limit);
    }

    private static <T> Part<T> part(List<T> items, int from, int to, int total) {
        return new Part<>(items.subList(from, to), new Page(to - from, total, to < total ? String.valueOf(to) : null));
    }

    static UserFacingException foreign() {
        return new UserFacingException("The argument cursor is not one that an answer gave as next_cursor; leave it out to "
                + "start over.");
    }

    static int parse(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
