package io.wirecause.diagnosis;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code diagnose_capture}.
 *
 * @param capture the capture
 * @param focus   what to narrow the diagnosis to; null for everything
 */
record DiagnosisArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only this: an address, address:port, name, \"connection 7\" (tcp.stream) or \"frame "
                + "120\"",
                filter = true, optional = true, example = "192.0.2.10:443") String focus)
        implements ToolArguments {
}
