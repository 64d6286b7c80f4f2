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
}
