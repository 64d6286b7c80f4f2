package io.wirecause.fuzz;

import io.wirecause.capture.Capture;
import io.wirecause.capture.Frame;
import io.wirecause.capture.FrameCursor;
import io.wirecause.report.UserFacingException;

/** The input is a capture file: every frame of every cursor lies in it, numbered in a row, and two readings agree. */
public final class CaptureFileTarget {
    private CaptureFileTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            try (Scratch scratch = new Scratch(input); Capture capture = Capture.open(scratch.file())) {
                long first = walk(capture, input.length);
                long second = walk(capture, input.length);
                if (first != second) {
                    throw new AssertionError("read " + first + " and then " + second);
                }
            } catch (UserFacingException e) {
                // No capture: said in a sentence.
            }
        });
    }

    private static long walk(Capture capture, int size) throws UserFacingException {
        FrameCursor cursor = capture.frames();
        Frame frame = cursor.frame();
        long hash = 0;
        long frames = 0;
        long before = 0;
        while (cursor.next()) {
            frames++;
            if (frame.number() != frames || cursor.position() < before || cursor.position() > size) {
                throw new AssertionError("frame " + frame.number() + " after " + (frames - 1) + ", at " + cursor.position());
            }
            before = cursor.position();
            for (byte one : frame.bytes().copy()) {
                hash = hash * 31 + one;
            }
            hash = hash * 31 + frame.linkType() + (frame.hasTimestamp() ? 1 : 0);
        }
        if (frames > size) {
            throw new AssertionError(frames + " frames in " + size + " bytes");
        }
        cursor.description();
        cursor.capturedFiles();
        return hash + frames + (cursor.damage() == null ? 0 : cursor.damage().hashCode());
    }
}
