package io.wirecause.capture;

/** Bounds on what a capture file may claim; beyond them it is damaged or hostile. */
final class CaptureLimits {
    /** Captured bytes of one frame. libpcap and Wireshark refuse more than this for all link types of networks. */
    static final int MAX_FRAME = 262_144;
    /** Captured bytes of one frame on buses that carry messages of megabytes. */
    static final int MAX_BUS_FRAME = FileWindow.MAX_PIECE - 1024;

    /** Interfaces of one file. */
    static final int MAX_INTERFACES = 65_536;
    /** Files of one set. */
    static final int MAX_FILES = 4_096;
    /** Stretches of frames from one file, in the merged order of a set, up to which a frame is traced back to its file. */
    static final int MAX_STRETCHES = 1 << 20;

    /** Comments of a file that are kept with their text; further ones are counted. */
    static final int MAX_COMMENTS = 20;
    /** Sections of a file that are described; further ones are counted. */
    static final int MAX_SECTIONS = 16;
    /** Kinds of blocks without frames that are counted apart. */
    static final int MAX_BLOCK_KINDS = 32;
    /** Bytes of options that are looked at in one block. */
    static final int MAX_OPTIONS = 1 << 20;

    private static final int LINK_DBUS = 231;
    private static final int LINK_USBPCAP = 249;
    private static final int LINK_EBHSCR = 279;

    private CaptureLimits() {
    }

    /** Captured bytes that a frame of this link type can have. */
    static int maxFrame(int linkType) {
        return switch (linkType) {
            case LINK_DBUS, LINK_USBPCAP, LINK_EBHSCR -> MAX_BUS_FRAME;
            default -> MAX_FRAME;
        };
    }
}
