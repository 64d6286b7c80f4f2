package io.wirecause.analysis;

import io.wirecause.report.Describe;

/**
 * The arguments of every tool that lists in pages.
 *
 * @param limit  items listed at most; null where the caller leaves it to the tool
 * @param cursor where to go on, from the page of an earlier answer; null for the start
 */
public record PageArguments(
        @Describe(value = "Items listed at most, 10 unless given", optional = true, min = 1, max = 1000) Integer limit,
        @Describe(value = "next_cursor of an earlier answer", optional = true) String cursor) {

    /** Whether the caller asks for more items than a default answer lists; the size limit does not apply then. */
    public boolean exceedsDefault() {
        return items() > AnswerSize.DEFAULT_MESSAGES;
    }

    /** Items listed at most. */
    public int items() {
        return limit == null ? AnswerSize.DEFAULT_MESSAGES : limit;
    }

    /** Whether the caller asks for a part of the list at all. */
    public boolean isAsked() {
        return limit != null || cursor != null;
    }
}
