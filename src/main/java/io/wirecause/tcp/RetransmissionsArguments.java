package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * What {@code analyze_tcp_retransmissions} is asked.
 *
 * @param capture   the capture
 * @param serverIp  only connections to this server; null for all
 * @param threshold share of segments sent again above which it is said to be too much, 0 to 1
 * @param page     which part of the list
 */
record RetransmissionsArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only connections to this server address", filter = true, optional = true,
                example = "192.0.2.10") String serverIp,
        @Describe(value = "Share of segments sent again that is still fine", fallback = "0.02", min = 0,
                max = 1) double threshold,
        @Flattened PageArguments page)
        implements ToolArguments {
}
