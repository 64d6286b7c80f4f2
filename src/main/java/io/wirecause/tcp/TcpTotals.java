package io.wirecause.tcp;

import io.wirecause.report.Describe;

/** How much of a capture is TCP, as all TCP tools report it. */
record TcpTotals(
        @Describe("TCP segments in the capture") long tcpPacketsFound) {
    /** The protocol by its name where the capture holds nothing of it; null where it does. */
    String absent() {
        return tcpPacketsFound == 0 ? "TCP" : null;
    }
}
