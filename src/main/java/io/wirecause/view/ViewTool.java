package io.wirecause.view;

import io.wirecause.analysis.Tool;
import io.wirecause.diagnosis.Source;
import java.util.List;

/** What a report shows, called in the same way as a tool. It is none of those that a model is offered: nobody could read it. */
public final class ViewTool {
    /** Its name. */
    public static final String NAME = "view_capture";

    private ViewTool() {
    }

    /** The tool, over the analyses of these sources. */
    public static Tool<?> over(List<Source> sources) {
        return new Tool<>(NAME, "Report", "The data of a report for people: the diagnosis, the capture over time, and the "
                + "connections that matter with samples of their segments.",
                ViewArguments.class, ViewTotals.class, ViewAnswer.class, List.of(),
                (arguments, context) -> new ViewReport(arguments, context, sources));
    }
}
