package io.wirecause.analysis;

/** What the argument records of all tools have in common. */
public interface ToolArguments {
    /** The capture to analyse; a flattened component. */
    CaptureArguments capture();

    /** Whether the call leaves something behind, such as a file: a kept answer cannot stand for another call then. */
    default boolean leavesSomething() {
        return false;
    }
}
