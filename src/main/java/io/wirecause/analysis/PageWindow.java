package io.wirecause.analysis;

import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;

/**
 * Picks the items of one page out of a list that goes by once, item after item, and is never held as a whole: the
 * messages of a capture. Memory is that of the page, however many items there are.
 */
public final class PageWindow {
    private final long from;
    private final int limit;
    private long seen;

    /**
     * The page that the arguments ask for.
     *
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public PageWindow(PageArguments asked) throws UserFacingException {
        this(asked.cursor(), asked.limit());
    }

    /**
     * A page.
     *
     * @param cursor null for the start
     * @param limit  items at most, at least 1
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public PageWindow(String cursor, int limit) throws UserFacingException {
        this.from = cursor == null ? 0 : Cursor.parse(cursor);
        this.limit = limit;
        if (from < 0) {
            throw Cursor.foreign();
        }
    }

    /** A page that holds nothing, for analyses whose items nobody lists. */
    public static PageWindow none() {
        return new PageWindow();
    }

    private PageWindow() {
        this.from = 0;
        this.limit = 0;
    }

    /** Counts the next item; whether it stands on this page. */
    public boolean next() {
        long index = seen++;
        return index >= from && index < from + limit;
    }

    /**
     * Which part of all items the page holds, once all have gone by.
     *
     * @throws UserFacingException where the cursor points beyond the last item
     */
    public Page page() throws UserFacingException {
        return page(limit);
    }

    /**
     * The same where the answer has room for some items of the page only, the first ones.
     *
     * @param room items at most
     * @throws UserFacingException where the cursor points beyond the last item
     */
    public Page page(int room) throws UserFacingException {
        if (from > seen) {
            throw Cursor.foreign();
        }
        long to = Math.min(seen, from + Math.min(room, limit));
        return new Page((int) (to - from), seen, to < seen ? String.valueOf(to) : null);
    }
}
