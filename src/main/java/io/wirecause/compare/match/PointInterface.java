package io.wirecause.compare.match;

import io.wirecause.capture.Frame;

/**
 * Where packets were captured: at one interface of a capture, or at all that it has.
 *
 * @param number of the interface: of pcapng, or of the system where Linux captured on any; -1 for all
 * @param name   such as {@code eth0}; null for all
 * @param frames of it
 */
public record PointInterface(long number, String name, long frames) {
    /** All that a capture has. */
    public static final PointInterface ALL = new PointInterface(-1, null, 0);
    /** LINKTYPE_LINUX_SLL2, whose header tells the interface in its second four bytes. */
    private static final int COOKED2 = 276;
    private static final int COOKED2_INTERFACE = 4;

    /** Whether a frame was captured here. */
    boolean holds(Frame frame) {
        return number < 0 || number == number(frame);
    }

    static long number(Frame frame) {
        return isCooked(frame) ? frame.bytes().u32be(COOKED2_INTERFACE) : frame.interfaceId();
    }

    static boolean isCooked(Frame frame) {
        return frame.linkType() == COOKED2 && frame.capturedLength() >= 2 * COOKED2_INTERFACE;
    }
}
