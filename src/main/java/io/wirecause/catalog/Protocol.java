package io.wirecause.catalog;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import java.util.List;
import java.util.function.Function;

/**
 * A protocol, or what else can be analysed of a capture.
 *
 * @param name     the name by which {@code --modules} chooses it
 * @param analysis its analysis of everything in a capture, nothing filtered
 * @param tools    the tools that present it, in the order in which a model sees them
 */
public record Protocol(String name, Function<ToolContext, Analysis> analysis, List<Tool<?>> tools) {
    Protocol(String name, Function<ToolContext, Analysis> analysis, Tool<?>... tools) {
        this(name, analysis, List.of(tools));
    }
}
