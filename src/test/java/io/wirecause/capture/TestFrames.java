package io.wirecause.capture;

import io.wirecause.bytes.ByteView;

/** Frames made from bytes, for tests of what reads them. */
public final class TestFrames {
    private TestFrames() {
    }

    /** Frame 1, whole. */
    public static Frame of(int linkType, byte[] bytes) {
        return of(linkType, bytes, bytes.length, 1);
    }

    /** A frame of which the first bytes were captured; one second after the one before it. */
    public static Frame of(int linkType, byte[] captured, int wireLength, long number) {
        Frame frame = new Frame();
        frame.bytes().point(ByteView.of(captured), 0, captured.length);
        frame.set(number, number * 1_000_000_000L, true, wireLength, linkType, 0, 0);
        return frame;
    }
}
