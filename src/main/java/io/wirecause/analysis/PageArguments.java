package io.wirecause.analysis;

import io.wirecause.report.Describe;

/**
 * The arguments of every tool that lists in pages.
 *
 * @param limit  items listed at most
 * @param cursor where to go on, from the page of an earlier answer; null for the start
 */
public record PageArguments(
        @Describe(value = "Items listed at most", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the items after it", optional = true) String cursor) {

    /** Whether the caller asks for more items than a default answer lists; the size limit does not apply then. */
    public boolean exceedsDefault() {
        return limit > AnswerSize.DEFAULT_MESSAGES;
    }
}
