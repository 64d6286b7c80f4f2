package io.wirecause.capture;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.UserFacingException;

/** The capture file formats that are read. */
public enum FileFormat {
    /** The format of libpcap: one link type, fixed record headers. */
    PCAP,
    /** The block format of dumpcap and Wireshark. */
    PCAPNG,
    /** The format of Solaris snoop. */
    SNOOP;

    /** Bytes of the file that {@link #of} wants to see at most. */
    static final int HEAD_LENGTH = 256;

    /**
     * Tells the format from the first bytes.
     *
     * @param shown the file's name behind a space, where there are several; empty otherwise
     */
    static FileFormat of(ByteView head, String shown) throws UserFacingException {
        if (head.length() == 0) {
            throw new UserFacingException("The file" + shown + " is empty: it has no capture header.");
        }
        if (head.length() < 4) {
            throw new UserFacingException("The file" + shown + " is too short to be a capture: it has only "
                    + head.length() + " bytes.");
        }
        if (head.i32be(0) == PcapngBlock.SECTION_HEADER) {
            return PCAPNG;
        }
        if (PcapHeader.isMagic(head.i32be(0)) || PcapHeader.isMagic(head.i32le(0))) {
            return PCAP;
        }
        if (head.startsWith(0, SnoopCursor.MAGIC)) {
            return SNOOP;
        }
        ForeignFormat foreign = ForeignFormat.of(head);
        if (foreign != null) {
            throw new UserFacingException("The file" + shown + " is " + foreign.title()
                    + ", which is not read; " + foreign.advice() + ".");
        }
        if (isText(head)) {
            throw new UserFacingException("The file" + shown + " is text, not a capture; pcap, pcapng and snoop files are read.");
        }
        throw new UserFacingException("The file" + shown + " is not a pcap, pcapng or snoop capture: its first bytes are "
                + "unknown. "
                + "If another tool wrote it, convert it with: editcap -F pcapng IN OUT.");
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
