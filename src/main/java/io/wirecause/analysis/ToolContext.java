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
 */
public record ToolContext(String file, Capture capture, Limits limits, ProgressListener progress, Path exports,
                          SharedAnalyzers shared) {
    /** A call that shares nothing yet. */
    public ToolContext(String file, Capture capture, Limits limits, ProgressListener progress, Path exports) {
        this(file, capture, limits, progress, exports, new SharedAnalyzers());
    }

    /** A call that shares nothing yet and may write no files. */
    public ToolContext(String file, Capture capture, Limits limits, ProgressListener progress) {
        this(file, capture, limits, progress, null);
    }

    /** The same call, where each connection takes so many times the memory that the limit on connections reckons with. */
    public ToolContext withHeavierConnections(int times) {
        return new ToolContext(file, capture, new Limits(limits.maxPackets(), Math.max(1, limits.maxConnections() / times),
                limits.threads()), progress, exports, shared);
    }
}
