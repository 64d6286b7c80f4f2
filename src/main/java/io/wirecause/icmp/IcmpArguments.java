package io.wirecause.icmp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_icmp_packets}.
 *
 * @param capture  the capture
 * @param address  only messages from, to or about this address; null for all
 * @param icmpType only messages of this type in the list of packets; null for all
 * @param detailed whether the other lists are as long as {@code limit} allows
 * @param page     which part of the list
 */
record IcmpArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only messages from, to or about (quoted) this IP address", filter = true, optional = true,
                example = "192.0.2.10")
        String address,
        @Describe(value = "List only packets of this type: a name such as echo request, destination unreachable, time exceeded, "
                + "or a number", filter = true, optional = true, example = "time exceeded") String icmpType,
        @Describe(value = "Make pings, errors, traceroutes and the other lists as long as limit instead of short",
                fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
