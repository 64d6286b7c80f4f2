package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_tcp_anomalies}.
 *
 * @param capture    the capture
 * @param server   which connections
 */
record AnomaliesArguments(
        @Flattened CaptureArguments capture,
        @Flattened ServerArguments server)
        implements ToolArguments {
}
