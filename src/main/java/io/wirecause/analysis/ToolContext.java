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
 * @param shared  what the analyses of the call share
 * @param other   the second capture of a comparison; null for none
 */
public record ToolContext(String file, Capture capture, Limits limits, ProgressListener progress, Path exports,
                          SharedAnalyzers shared, Other other) {
    /**
     * A second capture.
     *
     * @param file    its name as the caller gave it
     * @param capture open until the call ends
     */
    public record Other(String file, Capture capture) {
    }

    /** A call that shares nothing yet. */
    public ToolContext(String file, Capture capture, Limits limits, ProgressListener progress, Path exports) {
        this(file, capture, limits, progress, exports, new SharedAnalyzers(), null);
    }

    /** A call that shares nothing yet and may write no files. */
    public ToolContext(String file, Capture capture, Limits limits, ProgressListener progress) {
        this(file, capture, limits, progress, null);
    }

    /** The same call, where each connection takes so many times the memory that the limit on connections reckons with. */
    public ToolContext withHeavierConnections(int times) {
        return new ToolContext(file, capture, new Limits(limits.maxPackets(), Math.max(1, limits.maxConnections() / times),
                limits.threads()), progress, exports, shared, other);
    }

    /** The same call with a second capture. */
    public ToolContext with(Other second) {
        return new ToolContext(file, capture, limits, progress, exports, shared, second);
    }

    /** The same call on the second capture, sharing nothing with the first. */
    public ToolContext onOther() {
        return new ToolContext(other.file(), other.capture(), limits, progress, exports);
    }
}
