package io.wirecause.explain;

import io.wirecause.analysis.Tool;
import io.wirecause.diagnosis.Source;
import java.util.List;

/** The tool {@code explain_connection}. */
public final class ExplainTool {
    private ExplainTool() {
    }

    /** The tool, with the findings of these sources. */
    public static Tool<?> over(List<Source> sources) {
        return new Tool<>("explain_connection", "Life of a connection",
                "The life of one TCP connection, UDP exchange or SIP call step by step, as text: messages, losses, who waits for "
                + "whom, who ends it, what is wrong. For a connection or frame that another tool names; else the worst.",
                ExplainArguments.class, ExplainTotals.class, ExplainAnswer.class, List.of(),
                (arguments, context) -> new ExplainReport(arguments, context, sources));
    }
}
