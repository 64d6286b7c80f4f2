package io.wirecause.capinfos;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_capinfos}.
 *
 * @param capture  the capture
 * @param limit    rows of each list at most
 */
record CapinfosArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Rows of each list (conversations, endpoints, interfaces ...) at most", fallback = "5", min = 1,
                max = 1000)
        int limit) implements ToolArguments {
}
