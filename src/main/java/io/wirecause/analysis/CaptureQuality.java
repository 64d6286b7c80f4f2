package io.wirecause.analysis;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.capture.Frame;
import io.wirecause.flow.DuplicateDetector;
import io.wirecause.packet.Packet;

/** What is wrong with the frames of a capture as such, counted in the pass, with the first few frames of each. */
final class CaptureQuality {
    /** No network carries frames beyond jumbo size; longer ones were put together by offload. */
    private static final int LARGEST_FRAME = 9_216;

    long frames;
    final Examples cut = new Examples();
    /** Least and largest captured length of the frames that were cut. */
    int cutMin = Integer.MAX_VALUE;
    int cutMax = -1;
    /** Packets that were cut before they were captured. */
    long cutOnTheWay;
    final Examples offload = new Examples();
    /** Largest frame that offload put together, in bytes. */
    long offloadMax;
    final Examples stepsBack = new Examples();
    long longestStepBack;
    /** Packets that were seen before at another place, and at the same one. */
    final Examples seenElsewhere = new Examples();
    final Examples seenAgain = new Examples();
    final CaptureContents contents = new CaptureContents();
    private final DuplicateDetector duplicates;
    private long previous = Long.MIN_VALUE;

    /** @param copies whether packets that are in the capture twice are to be found */
    CaptureQuality(boolean copies) {
        duplicates = copies ? new DuplicateDetector() : null;
    }

    void add(Frame frame, Packet packet) {
        frames++;
        if (packet.cutOnTheWay()) {
            cutOnTheWay++;
        }
        contents.add(packet);
        if (frame.capturedLength() < frame.wireLength()) {
            cut.add(frame.number());
            cutMin = Math.min(cutMin, frame.capturedLength());
            cutMax = Math.max(cutMax, frame.capturedLength());
        }
        if (packet.offload() || packet.isTcp() && frame.wireLength() > LARGEST_FRAME) {
            offload.add(frame.number());
            offloadMax = Math.max(offloadMax, frame.wireLength());
        }
        if (frame.hasTimestamp()) {
            long time = frame.timestampNanos();
            if (time < previous) {
                stepsBack.add(frame.number());
                longestStepBack = Math.max(longestStepBack, previous - time);
            }
            previous = time;
        }
    }

    /** Takes in one of a frame's packets. */
    void look(Packet packet) {
        if (duplicates != null) {
            DuplicateDetector.Sight sight = duplicates.look(packet);
            if (sight != DuplicateDetector.Sight.FIRST) {
                (sight == DuplicateDetector.Sight.AGAIN ? seenAgain : seenElsewhere).add(packet.frame().number());
            }
        }
    }
}
