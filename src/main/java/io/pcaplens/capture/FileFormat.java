package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.report.Problem;

/** The capture file formats that are read. */
public enum FileFormat {
    /** The format of libpcap: one link type, fixed record headers. */
    PCAP,
    /** The block format of dumpcap and Wireshark. */
    PCAPNG;

    /** Bytes of the file that {@link #of} wants to see at most. */
    static final int HEAD_LENGTH = 64;

    /** Tells the format from the first bytes. */
    static FileFormat of(ByteView head) throws Problem {
        if (head.length() == 0) {
            throw new Problem("The file is empty: it has no capture header.");
        }
        if (head.length() < 4) {
            throw new Problem("The file is too short to be a capture: it has only " + head.length() + " bytes.");
        }
        if (head.i32be(0) == PcapngCursor.SECTION_HEADER) {
            return PCAPNG;
        }
        if (PcapHeader.isMagic(head.i32be(0)) || PcapHeader.isMagic(head.i32le(0))) {
            return PCAP;
        }
        if (isText(head)) {
            throw new Problem("The file is text, not a capture; pcap and pcapng are read.");
        }
        throw new Problem("The file is no pcap or pcapng capture: its first bytes are unknown. "
                + "If another tool wrote it, convert it with editcap -F pcapng.");
    }

    private static boolean isText(ByteView head) {
        for (int i = 0; i < head.length(); i++) {
            int c = head.u8(i);
            if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
