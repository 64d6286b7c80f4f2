package io.wirecause.analysis;

import io.wirecause.report.Describe;

/**
 * The arguments of every tool. A component added here is an argument of all of them.
 *
 * @param pcapFile the capture as the caller named it: an absolute path or an http(s) URL
 */
public record CaptureArguments(
        @Describe(value = "Absolute path or http(s) URL of a capture (pcap, pcapng, snoop, also compressed), or a directory "
                + "or pattern of files that are read as one, such as /tmp/ring/*.pcap", example = "/tmp/capture.pcap")
        String pcapFile) {
}
