package io.wirecause.service;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_service_errors}.
 *
 * @param capture    the capture
 * @param serverIp   only this server; null for all
 * @param serverPort only this port of servers; null for all
 * @param protocol   only this protocol; null for all
 * @param detailed   whether to list exchanges and longer tables
 * @param page       which part of the list
 */
record ServiceArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only this server", filter = true, optional = true) String serverIp,
        @Describe(value = "Only this port", filter = true, optional = true, min = 1, max = 65535) Integer serverPort,
        @Describe(value = "Only this protocol, such as smtp", filter = true, optional = true)
        String protocol,
        @Describe(value = "List exchanges", fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
