package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_tcp_connections}.
 *
 * @param capture    the capture
 * @param server   which connections
 * @param detailed   whether to give the full record of each connection listed
 * @param page     which part of the list
 */
record ConnectionsArguments(
        @Flattened CaptureArguments capture,
        @Flattened ServerArguments server,
        @Describe(value = "Full record of each connection listed", fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
