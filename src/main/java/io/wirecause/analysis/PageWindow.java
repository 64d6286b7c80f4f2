package io.wirecause.analysis;

import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;
import java.util.List;

/**
 * Picks the items of one page out of a list that goes by once, item after item, and is never held as a whole: the
 * messages of a capture. Memory is that of the page, however many items there are.
 */
public final class PageWindow {
    /** Messages that are listed although nobody asks for them. */
    public static final int FEW = 5;

    private final long from;
    private final int limit;
    private final boolean onlyFew;
    private long seen;

    /**
     * The page that the arguments ask for.
     *
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public PageWindow(PageArguments asked) throws UserFacingException {
        this(asked.cursor(), asked.items());
    }

    /**
     * The messages that a call lists: the page that it asks for, or all of them where it asks for none and there are only a
     * few. What is wrong stands in the findings; messages by the dozen would bury it.
     *
     * @param listed whether something else than the page arguments asks for messages, such as {@code detailed}
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public static PageWindow messages(PageArguments asked, boolean listed) throws UserFacingException {
        return listed || asked.isAsked() ? new PageWindow(asked) : new PageWindow(0, FEW, true);
    }

    /**
     * A page.
     *
     * @param cursor null for the start
     * @param limit  items at most, at least 1
     * @throws UserFacingException if the cursor was not issued by this tool
     */
    public PageWindow(String cursor, int limit) throws UserFacingException {
        this(cursor == null ? 0 : Cursor.parse(cursor), limit, false);
        if (from < 0) {
            throw Cursor.foreign();
        }
    }

    /** A page that holds nothing, for analyses whose items nobody lists. */
    public static PageWindow none() {
        return new PageWindow(0, 0, false);
    }

    private PageWindow(long from, int limit, boolean onlyFew) {
        this.from = from;
        this.limit = limit;
        this.onlyFew = onlyFew;
    }

    /** Counts the next item; whether it stands on this page. */
    public boolean next() {
        long index = seen++;
        return index >= from && index < from + limit;
    }

    /** What is listed of the items kept, once all have gone by: none where they are not just a few and nobody asks. */
    public <T> List<T> listed(List<T> kept) {
        return isUnlisted() ? List.of() : kept;
    }

    private boolean isUnlisted() {
        return onlyFew && seen > limit;
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
        if (isUnlisted()) {
            return new Page(0, seen, "0", "The " + seen + " messages are not listed; ask with limit, such as limit=20, or with"
                    + " detailed=true.");
        }
        long to = Math.min(seen, from + Math.min(room, limit));
        return new Page((int) (to - from), seen, to < seen ? String.valueOf(to) : null);
    }
}
