package io.wirecause.http;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_http_requests}.
 *
 * @param capture    the capture
 * @param serverIp   only requests to this address; null for all
 * @param serverPort only requests to this port; null for all
 * @param host       only requests for this host; null for all
 * @param path       only requests whose path holds this; null for all
 * @param method     only requests with this method; null for all
 * @param status     only requests that were answered so; null for all
 * @param minMs      only requests that took as long; null for all
 * @param detailed   whether to list requests and longer tables
 * @param page       which part of the list
 */
record HttpArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only this server address", filter = true, optional = true, example = "192.0.2.10") String serverIp,
        @Describe(value = "Only this server port", filter = true, optional = true, min = 1, max = 65535) Integer serverPort,
        @Describe(value = "Only this host", filter = true, optional = true, example = "shop.example") String host,
        @Describe(value = "Only paths that hold this", filter = true, optional = true, example = "/api/") String path,
        @Describe(value = "Only this method", filter = true, optional = true, example = "POST") String method,
        @Describe(value = "Only this status: 404, 5xx, or died", filter = true, optional = true, example = "5xx") String status,
        @Describe(value = "Only requests that took this many milliseconds or more", filter = true, optional = true, min = 0)
        Double minMs,
        @Describe(value = "List requests, and longer tables", fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
