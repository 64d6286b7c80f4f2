package io.wirecause.view;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of what a report shows.
 *
 * @param capture    the capture
 * @param connection only this one is shown in full; null for those that matter
 */
record ViewArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only this TCP connection (tcp.stream)", filter = true, optional = true, min = 0) Integer connection)
        implements ToolArguments {
}
