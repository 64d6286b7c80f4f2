package io.wirecause.capture;

import io.wirecause.bytes.ByteView;

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
 * @param littleEndian byte order of all numbers in the file
 * @param variant      which program's pcap it is
 * @param major        major version
 * @param minor        minor version
 * @param snaplen      bytes kept of each frame at most, as the header says
 * @param linkType     link type of all frames
 * @param fcsLength    bytes of frame check sequence at each frame's end; -1 where the header does not tell
 * @param length       bytes before the first record
 * @param padding      bytes before each frame that belong neither to it nor to the record header
 */
record PcapHeader(boolean littleEndian, PcapVariant variant, int major, int minor, long snaplen, int linkType,
                  int fcsLength, int length, int padding) {
    static final int LENGTH = 24;
    static final int CAPTURED_LENGTH = 8;
    static final int WIRE_LENGTH = 12;
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final int IXIA_HARDWARE = 0x1c0001ac;
    private static final int IXIA_SOFTWARE = 0x1c0001ab;
    private static final int VERSION_MAJOR = 4;
    private static final int VERSION_MINOR = 6;
    private static final int SNAPLEN = 16;
    private static final int LINK = 20;
    private static final int FCS_PRESENT = 0x04000000;
    /** AIX, RFC 1573: FDDI frames have 3 bytes before them. */
    private static final int AIX_FDDI = 15;

    static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED || magic == IXIA_HARDWARE
                || magic == IXIA_SOFTWARE;
    }

    /** Reads the header of a file whose magic was recognised and that holds at least {@link #LENGTH} bytes. */
    static PcapHeader read(FileWindow file) {
        ByteView head = new ByteView();
        file.point(head, 0, LENGTH);
        boolean little = isMagic(head.i32le(0));
        int magic = little ? head.i32le(0) : head.i32be(0);
        int link = little ? head.i32le(LINK) : head.i32be(LINK);
        int major = little ? head.u16le(VERSION_MAJOR) : head.u16be(VERSION_MAJOR);
        int minor = little ? head.u16le(VERSION_MINOR) : head.u16be(VERSION_MINOR);
        PcapHeader plain = new PcapHeader(little, variant(magic), major, minor,
                little ? head.u32le(SNAPLEN) : head.u32be(SNAPLEN), link & 0x03ffffff,
                (link & FCS_PRESENT) != 0 ? (link >>> 28) * 2 : -1,
                variant(magic) == PcapVariant.IXIA ? LENGTH + 4 : LENGTH, 0);
        int ethernetAndKin = magic == MICROSECONDS && major == 2 && minor == 2 ? aixLinkType(plain.linkType) : -1;
        if (ethernetAndKin >= 0) {
            return new PcapHeader(little, PcapVariant.AIX, major, minor, plain.snaplen, ethernetAndKin, plain.fcsLength,
                    LENGTH, plain.linkType == AIX_FDDI ? 3 : 0);
        }
        return switch (magic) {
            case MICROSECONDS -> new PcapShape(file).choose(plain, PcapVariant.RED_HAT, PcapVariant.NOKIA);
            case MODIFIED -> new PcapShape(file).choose(plain, PcapVariant.SUSE);
            default -> plain;
        };
    }

    private static PcapVariant variant(int magic) {
        return switch (magic) {
            case MICROSECONDS -> PcapVariant.MICROSECONDS;
            case NANOSECONDS -> PcapVariant.NANOSECONDS;
            case MODIFIED -> PcapVariant.MODIFIED;
            default -> PcapVariant.IXIA;
        };
    }

    /** The link type for an interface type that AIX writes in its place; -1 for none of them. */
    private static int aixLinkType(int interfaceType) {
        return switch (interfaceType) {
            case 6 -> 1;
            case 9 -> 6;
            case AIX_FDDI -> 10;
            case 24 -> 0;
            default -> -1;
        };
    }

    /** The same file with its records laid out as a variant has them. */
    PcapHeader as(PcapVariant other) {
        return new PcapHeader(littleEndian, other, major, minor, snaplen, linkType, fcsLength, length, padding);
    }

    /** Whether captured and wire length stand in each other's place: libpcap before 2.3 wrote them so. */
    boolean lengthsSwapped(long captured, long wire) {
        return major == 2 && (minor < 3 || minor == 3 && captured > wire) || major == 543 && captured > wire;
    }
}
