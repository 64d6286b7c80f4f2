package io.wirecause.analysis;

import io.wirecause.capture.Capture;

/**
 * What one call of a tool works on and under which conditions.
 *
 * @param file    the capture's name as the caller gave it, for the answer
 * @param capture the capture, open until the call ends
 * @param limits  bounds on the work and on what is kept
 * @param progress receives progress reports; able to stop the work
 */
public record ToolContext(String file, Capture capture, Limits limits, ProgressListener progress) {
}
