package io.wirecause.fuzz;

import io.wirecause.mcp.stdio.Lines;

/** The input is what a client sends: lines, good and bad. */
public final class JsonRpcTarget {
    private JsonRpcTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> Lines.take(input));
    }
}
