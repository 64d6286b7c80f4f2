package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_traffic_flow}.
 *
 * @param capture    the capture
 * @param serverIp   the server's address
 * @param serverPort only connections to this server port; null for all
 */
record TrafficFlowArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Address of the server", filter = true, example = "192.0.2.10") String serverIp,
        @Describe(value = "Only connections to this server port", filter = true, optional = true, min = 0, max = 65535,
                example = "443")
        Integer serverPort)
        implements ToolArguments {
}
