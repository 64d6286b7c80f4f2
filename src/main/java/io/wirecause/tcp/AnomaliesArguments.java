package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_tcp_anomalies} is asked.
 *
 * @param pcapFile   the capture
 * @param serverIp   only connections to this server; null for all
 * @param serverPort only connections to this server port; null for all
 */
record AnomaliesArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only connections to this server address", optional = true, example = "192.0.2.10") String serverIp,
        @Describe(value = "Only connections to this server port", optional = true, min = 0, max = 65535, example = "443")
        Integer serverPort)
        implements CaptureArguments {
}
