package io.wirecause.capture;

/** The kinds of pcap files, told by magic, version or the shape of the first records. */
enum PcapVariant {
    /** As libpcap writes it: microseconds. */
    MICROSECONDS("pcap", 16, false),
    /** As libpcap writes it with nanoseconds. */
    NANOSECONDS("nsecpcap", 16, true),
    /** Alexey Kuznetzov's patched libpcap: interface index, protocol and packet type before each frame. */
    MODIFIED("modpcap", 24, false),
    /** Red Hat 6.1: the fields of the patched libpcap under the usual magic. */
    RED_HAT("rh6_1pcap", 24, false),
    /** SuSE 6.3: the patched libpcap with the processor's number as well. */
    SUSE("suse6_3pcap", 28, false),
    /** Nokia's tcpdump: 4 more bytes before each frame. */
    NOKIA("nokiapcap", 20, false),
    /** AIX: version 2.2, nanoseconds, and interface types of RFC 1573 for link types. */
    AIX("aixpcap", 16, true),
    /** Ixia's Lcap: one more number after the file header. */
    IXIA("lcap", 16, false);

    private final String label;
    private final int recordHeader;
    private final boolean nanoseconds;

    PcapVariant(String label, int recordHeader, boolean nanoseconds) {
        this.label = label;
        this.recordHeader = recordHeader;
        this.nanoseconds = nanoseconds;
    }

    /** The short name that Wireshark's tools give it. */
    String label() {
        return label;
    }

    /** Bytes before each frame. */
    int recordHeader() {
        return recordHeader;
    }

    /** Whether times have nanoseconds, else microseconds. */
    boolean nanoseconds() {
        return nanoseconds;
    }
}
