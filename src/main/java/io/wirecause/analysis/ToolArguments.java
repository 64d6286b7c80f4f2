package io.wirecause.analysis;

/** What the argument records of all tools have in common. */
public interface ToolArguments {
    /** The capture to analyse; a flattened component. */
    CaptureArguments capture();

    /** The second capture of a comparison, as {@link CaptureArguments#pcapFile}; null for none. */
    default String otherFile() {
        return null;
    }

    /** Whether the call leaves something behind, such as a file: a kept answer cannot stand for another call then. */
    default boolean leavesSomething() {
        return false;
    }
}
