package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_tcp_retransmissions}.
 *
 * @param capture   the capture
 * @param serverIp  only connections to this server; null for all
 * @param threshold share of retransmitted segments above which the answer reports it as exceeded, 0 to 1
 * @param page      which part of the list
 */
record RetransmissionsArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only connections to this server address", filter = true, optional = true, example = "192.0.2.10")
        String serverIp,
        @Describe(value = "Share of retransmitted segments that is still acceptable", fallback = "0.02", min = 0, max = 1)
        double threshold,
        @Flattened PageArguments page)
        implements ToolArguments {
}
