package io.wirecause.analysis;

import io.wirecause.report.Describe;

/**
 * The arguments of every tool. A component added here is an argument of all of them.
 *
 * @param pcapFile the capture as the caller named it: an absolute path or an http(s) URL
 */
public record CaptureArguments(
        @Describe("Absolute path or http(s) URL of a capture (pcap, pcapng, snoop, also compressed), or of a folder or "
                + "pattern of files read as one, such as /tmp/ring/*.pcap")
        String pcapFile) {
}
