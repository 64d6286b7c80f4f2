package io.pcaplens.capture;

/** Bounds on what a capture file may claim; beyond them it is damaged or hostile. */
final class CaptureLimits {
    /** Captured bytes of one frame. libpcap and Wireshark refuse more than this for all link types we decode. */
    static final int MAX_FRAME = 262_144;

    /** Interfaces of one file. */
    static final int MAX_INTERFACES = 65_536;

    private CaptureLimits() {
    }
}
