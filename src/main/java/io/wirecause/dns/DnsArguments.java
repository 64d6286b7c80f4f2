package io.wirecause.dns;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_dns_packets}.
 *
 * @param capture  the capture
 * @param name     only messages about this name and those below it; null for all
 * @param type     only messages about this record type; null for all
 * @param client   only messages of this client; null for all
 * @param server   only messages of this server; null for all
 * @param detailed whether to list all records of each message
 * @param page     which part of the list
 */
record DnsArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only this name and names below it", filter = true, optional = true, example = "example.com")
        String name,
        @Describe(value = "Only this record type", filter = true, optional = true, example = "AAAA") String type,
        @Describe(value = "Only this client address", filter = true, optional = true, example = "192.0.2.20") String client,
        @Describe(value = "Only this server address", filter = true, optional = true, example = "192.0.2.53") String server,
        @Describe(value = "List all records of each message, authorities and additionals too", fallback = "false")
        boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
