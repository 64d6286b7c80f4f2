package io.pcaplens.analysis;

/** What the arguments of every tool have in common. */
public interface CaptureArguments {
    /** How {@code pcap_file} is described to a model, the same in every tool. */
    String PCAP_FILE = "Absolute path or http(s) URL of a capture: pcap or pcapng, known by its content";

    /** The capture as the caller named it: an absolute path or an http(s) URL. */
    String pcapFile();
}
