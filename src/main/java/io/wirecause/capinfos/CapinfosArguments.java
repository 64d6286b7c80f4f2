package io.wirecause.capinfos;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_capinfos} is asked.
 *
 * @param pcapFile the capture
 * @param limit    rows of each list at most
 */
record CapinfosArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Rows of each list (conversations, endpoints, interfaces ...) at most", fallback = "5", min = 1,
                max = 500)
        int limit) implements CaptureArguments {
}
