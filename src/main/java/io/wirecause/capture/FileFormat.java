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
    static final int HEAD_LENGTH = 16 << 10;

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
        ForeignText text = ForeignText.of(head);
        if (text != null) {
            throw new UserFacingException("The file" + shown + " is " + text.words() + ".");
        }
        if (ForeignFormat.isErf(head)) {
            throw new UserFacingException("The file" + shown + " is probably an Endace ERF capture, which is not read; "
                    + "convert it with: editcap -F pcapng IN OUT.");
        }
        throw new UserFacingException("The file" + shown + " is not a pcap, pcapng or snoop capture: its first bytes are "
                + "unknown. "
                + "If another tool wrote it, convert it with: editcap -F pcapng IN OUT.");
    }
}
