package io.wirecause.fuzz;

import io.wirecause.catalog.Catalog;

/** The input is a capture file, and all tools are asked about it. */
public final class ToolsTarget {
    private ToolsTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> Answers.check(input, input, Catalog.TOOLS, null));
    }
}
