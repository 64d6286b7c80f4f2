package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;

/**
 * The file header of pcap (draft-ietf-opsawg-pcap, section 4) and how its records are laid out.
 *
 * <pre>
 *  0  magic, tells byte order and time unit
 *  4  major version (2 bytes), minor version (2 bytes)
 *  8  reserved (time zone, accuracy)
 * 16  snaplen
 * 20  link type in the low 26 bits, above it whether frames end in an FCS and how long it is
 * </pre>
 *
 * @param littleEndian    byte order of all numbers in the file
 * @param nanoseconds     whether times have nanoseconds, else microseconds
 * @param recordHeader    bytes before each frame: 16, or 24 in the variant of Alexey Kuznetzov's patched libpcap
 * @param major           major version
 * @param minor           minor version
 * @param snaplen         bytes kept of each frame at most, as the header says
 * @param linkType        link type of all frames
 * @param fcsLength       bytes of frame check sequence at each frame's end; -1 where the header does not tell
 */
record PcapHeader(boolean littleEndian, boolean nanoseconds, int recordHeader, int major, int minor, long snaplen,
                  int linkType, int fcsLength) {
    static final int LENGTH = 24;
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final int VERSION_MAJOR = 4;
    private static final int VERSION_MINOR = 6;
    private static final int SNAPLEN = 16;
    private static final int LINK = 20;
    private static final int FCS_PRESENT = 0x04000000;

    static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED;
    }

    /** Reads the header of a file whose magic was recognised and that holds at least {@link #LENGTH} bytes. */
    static PcapHeader read(ByteView file) {
        boolean little = isMagic(file.i32le(0));
        int magic = little ? file.i32le(0) : file.i32be(0);
        int link = little ? file.i32le(LINK) : file.i32be(LINK);
        return new PcapHeader(little, magic == NANOSECONDS, magic == MODIFIED ? 24 : 16,
                little ? file.u16le(VERSION_MAJOR) : file.u16be(VERSION_MAJOR),
                little ? file.u16le(VERSION_MINOR) : file.u16be(VERSION_MINOR),
                little ? file.u32le(SNAPLEN) : file.u32be(SNAPLEN),
                link & 0x03ffffff,
                (link & FCS_PRESENT) != 0 ? (link >>> 28) * 2 : -1);
    }

    /** Whether captured and wire length may stand in each other's place: libpcap before 2.3 wrote them so. */
    boolean lengthsSwapped(long captured, long wire) {
        return major == 2 && (minor < 3 || minor == 3 && captured > wire) || major == 543 && captured > wire;
    }
}
