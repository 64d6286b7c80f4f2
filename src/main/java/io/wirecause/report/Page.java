package io.wirecause.report;

/**
 * Which part of a list an answer holds. Nothing is cut silently: where {@code returned < total} there is more to ask for.
 *
 * @param returned   items in this answer
 * @param total      items there are
 * @param nextCursor pass as {@code cursor} to get the following items; null at the end
 * @param howToList  what to ask for where the answer lists none of them because nobody asked; null where it lists some
 */
public record Page(
        @Describe("Items in this answer") int returned,
        @Describe("Items there are") long total,
        @Describe(value = "Pass as cursor to get the next items; absent at the end", optional = true) String nextCursor,
        @Describe(value = "What to ask for, where none are listed unless asked for", optional = true) String howToList) {

    /** Part of a list that is listed. */
    public Page(int returned, long total, String nextCursor) {
        this(returned, total, nextCursor, null);
    }
}
