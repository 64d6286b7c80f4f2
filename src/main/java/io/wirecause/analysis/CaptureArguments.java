package io.wirecause.analysis;

/** What the arguments of every tool have in common. */
public interface CaptureArguments {
    /** How {@code pcap_file} is described to a model, the same in every tool. */
    String PCAP_FILE = "Absolute path or http(s) URL of a capture (pcap, pcapng, snoop, also compressed), or a directory "
            + "or pattern of files that are read as one, such as /tmp/ring/*.pcap";

    /** The capture as the caller named it: an absolute path or an http(s) URL. */
    String pcapFile();
}
