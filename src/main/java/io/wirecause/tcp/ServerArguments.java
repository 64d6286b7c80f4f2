package io.wirecause.tcp;

import io.wirecause.report.Describe;

/**
 * The arguments by which TCP tools choose connections.
 *
 * @param serverIp   only connections to this server; null for all
 * @param serverPort only connections to this server port; null for all
 */
record ServerArguments(
        @Describe(value = "Only connections to this server address", filter = true, optional = true, example = "192.0.2.10")
        String serverIp,
        @Describe(value = "Only connections to this server port", filter = true, optional = true, min = 0, max = 65535,
                example = "443")
        Integer serverPort) {
}
