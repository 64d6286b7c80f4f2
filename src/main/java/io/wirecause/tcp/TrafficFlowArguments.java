package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_traffic_flow} is asked.
 *
 * @param pcapFile   the capture
 * @param serverIp   the server's address
 * @param serverPort only connections to this server port; null for all
 */
record TrafficFlowArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Address of the server", example = "192.0.2.10") String serverIp,
        @Describe(value = "Only connections to this server port", optional = true, min = 0, max = 65535, example = "443")
        Integer serverPort)
        implements CaptureArguments {
}
