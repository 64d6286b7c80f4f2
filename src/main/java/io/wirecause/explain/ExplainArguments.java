package io.wirecause.explain;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code explain_connection}; at most one of connection, frame and endpoints.
 *
 * @param capture    the capture
 * @param connection a tcp.stream; null for none
 * @param frame      a frame of the connection or exchange; null for none
 * @param endpoints  one or two ends; null for none
 * @param detail     whether to fold less
 */
record ExplainArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "A TCP connection (tcp.stream)", filter = true, optional = true, min = 0) Integer connection,
        @Describe(value = "Or a frame of it, TCP or not", filter = true, optional = true, min = 1) Long frame,
        @Describe(value = "Or its ends", filter = true, optional = true,
                example = "192.0.2.10:5000, 192.0.2.80:443") String endpoints,
        @Describe(value = "More steps", fallback = "false") boolean detail)
        implements ToolArguments {
}
