package io.wirecause.packets;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code show_packets}; those that choose packets must all fit.
 *
 * @param capture    the capture
 * @param frames     frame numbers and ranges; null for all
 * @param connection a tcp.stream; null for all
 * @param address    one or two ends; null for all
 * @param port       a port of TCP, UDP or SCTP, either side; null for all
 * @param protocol   a protocol as listed, or below it; null for all
 * @param after      the earliest time; null for none
 * @param before     the latest time; null for none
 * @param layers     whether to take the packets apart
 * @param bytes      whether to show their bytes
 * @param follow     whether to show the connection's payload as text
 * @param export     whether to write the packets to a file
 * @param page       which part of the list
 */
record PacketsArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Frame numbers and ranges, as in findings", filter = true, optional = true, example = "12, 40-44")
        String frames,
        @Describe(value = "A TCP connection, by its id (tcp.stream)", filter = true, optional = true, min = 0) Integer connection,
        @Describe(value = "IP address, ADDRESS:PORT or MAC address; two for the packets in between", filter = true,
                optional = true, example = "192.0.2.10, 192.0.2.80:443") String address,
        @Describe(value = "Port, either side", filter = true, optional = true, min = 0, max = 65535) Integer port,
        @Describe(value = "Protocol, as listed or below it", filter = true, optional = true, example = "dns") String protocol,
        @Describe(value = "From here on: seconds since the first frame, or a UTC time", filter = true, optional = true,
                example = "12.5") String after,
        @Describe(value = "Up to here, likewise", filter = true, optional = true) String before,
        @Describe(value = "Take packets apart, 20 at most", fallback = "false") boolean layers,
        @Describe(value = "Show bytes in hex and text", fallback = "false") boolean bytes,
        @Describe(value = "Show what both sides of the connection said, secrets masked", fallback = "false")
        boolean follow,
        @Describe(value = "Write the packets to a pcapng file; needs --export-dir", fallback = "false") boolean export,
        @Flattened PageArguments page)
        implements ToolArguments {
    @Override
    public boolean leavesSomething() {
        return export;
    }
}
