package io.wirecause.diagnosis;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import java.util.List;
import java.util.function.Function;

/**
 * Where findings come from.
 *
 * @param analysis makes the analysis of everything in a capture
 * @param tools    the tools that show more of it
 */
public record Source(Function<ToolContext, Analysis> analysis, List<Tool<?>> tools) {
    /** What all protocols together keep of a connection, in shares that the limit on connections reckons with. */
    private static final int CONNECTION_WEIGHT = 3;

    /** The call as it is where all sources take part in one pass. */
    public static ToolContext together(ToolContext context) {
        return context.withHeavierConnections(CONNECTION_WEIGHT);
    }
}
