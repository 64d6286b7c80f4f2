package io.wirecause.diagnosis;

import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import java.util.List;

/** The tool {@code diagnose_capture}. */
public final class DiagnosisTool {
    private DiagnosisTool() {
    }

    /** The tool, over the analyses of these sources. It has no codes of its own: its causes are findings of theirs. */
    public static Tool<?> over(List<Source> sources) {
        return new Tool<>("diagnose_capture", "Diagnosis",
                "Start here: all analyses in one pass, and the root causes, worst first: what is wrong, who has to act, since "
                + "when, how sure, which frames show it, what follows, what to do. Also where the servers' time goes, what was "
                + "found good, and what the capture cannot tell. focus narrows it.",
                DiagnosisArguments.class, DiagnosisTotals.class, DiagnosisAnswer.class, List.of(),
                (arguments, context) -> new DiagnosisReport(arguments, context, sources, 0));
    }

    /**
     * The same diagnosis as part of something larger.
     *
     * @param doublings how often what an answer lists at most is doubled
     */
    public static Presentation within(ToolContext context, List<Source> sources, int doublings) throws UserFacingException {
        return new DiagnosisReport(new DiagnosisArguments(null, null), context, sources, doublings);
    }
}
