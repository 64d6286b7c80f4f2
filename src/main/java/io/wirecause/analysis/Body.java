package io.wirecause.analysis;

import io.wirecause.report.Page;

/**
 * The part of an answer that differs from tool to tool.
 *
 * @param totals counts of packets, shown beside {@code total_packets}
 * @param answer what the tool is for
 * @param page   which part of its paged list it holds; null where it has none
 */
public record Body(Record totals, Record answer, Page page) {
}
