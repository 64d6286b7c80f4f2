package io.wirecause.analysis;

/** What the argument records of all tools have in common. */
public interface ToolArguments {
    /** The capture to analyse; a flattened component. */
    CaptureArguments capture();
}
