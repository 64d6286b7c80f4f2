package io.wirecause.analysis;

import io.wirecause.capture.Capture;
import java.nio.file.Path;

/**
 * What one call of a tool works on and under which conditions.
 *
 * @param file    the capture's name as the caller gave it, for the answer
 * @param capture the capture, open until the call ends
 * @param limits  bounds on the work and on what is kept
 * @param progress receives progress reports; able to stop the work
 * @param exports the one folder that a call may write files into; null where it may write none
 */
public record ToolContext(String file, Capture capture, Limits limits, ProgressListener progress, Path exports) {
    /** A call that may write no files. */
    public ToolContext(String file, Capture capture, Limits limits, ProgressListener progress) {
        this(file, capture, limits, progress, null);
    }
}
