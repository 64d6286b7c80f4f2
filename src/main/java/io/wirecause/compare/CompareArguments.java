package io.wirecause.compare;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code compare_captures}.
 *
 * @param capture    the first capture: of one point, or of the good day
 * @param otherFile  the other one
 * @param relation   what the two have to do with each other
 * @param serverIp   only conversations with this server; null for all
 * @param serverPort only conversations with this port; null for all
 * @param captureInterface only what this interface of the first capture saw; null for all
 * @param otherInterface   the same of the other
 * @param detailed   whether to list what happened to each connection in full
 * @param page       which part of the list
 */
record CompareArguments(
        @Flattened CaptureArguments capture,
        @Describe("The other capture, named like pcap_file") String otherFile,
        @Describe(value = "same_traffic: both saw the same packets, at two points. before_after: the same services at two times",
                filter = true, fallback = "\"same_traffic\"") Relation relation,
        @Describe(value = "Only conversations with this address", filter = true, optional = true, example = "192.0.2.10")
        String serverIp,
        @Describe(value = "Only conversations with this port", filter = true, optional = true, min = 0, max = 65535,
                example = "443") Integer serverPort,
        @Describe(value = "Only frames of this interface of pcap_file, by name or number. The same file given twice: two of its "
                + "interfaces", filter = true, optional = true, example = "eth0") String captureInterface,
        @Describe(value = "The same of other_file", filter = true, optional = true, example = "eth1") String otherInterface,
        @Describe(value = "More of each connection listed", fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {

    /** What two captures have to do with each other. */
    enum Relation {
        /** The same packets at two points. */
        SAME_TRAFFIC,
        /** The same services at two times. */
        BEFORE_AFTER
    }
}
