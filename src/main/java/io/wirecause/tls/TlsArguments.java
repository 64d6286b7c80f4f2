package io.wirecause.tls;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_tls_handshakes}.
 *
 * @param capture    the capture
 * @param serverIp   only handshakes with this address; null for all
 * @param serverPort only handshakes with this port; null for all
 * @param serverName only handshakes for this name and those below it; null for all
 * @param detailed   whether to show all that was offered, and certificates whole
 * @param page       which part of the list
 */
record TlsArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only this server address", filter = true, optional = true) String serverIp,
        @Describe(value = "Only this server port", filter = true, optional = true, min = 1, max = 65535) Integer serverPort,
        @Describe(value = "Only this server name (SNI) and below", filter = true, optional = true) String serverName,
        @Describe(value = "All that clients offer, whole certificates", fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
