package io.wirecause.diagnosis;

import io.wirecause.analysis.Tool;
import java.util.List;

/** The tool {@code diagnose_capture}. */
public final class DiagnosisTool {
    private DiagnosisTool() {
    }

    /** The tool, over the analyses of these sources. It has no codes of its own: its causes are findings of theirs. */
    public static Tool<?> over(List<Source> sources) {
        return new Tool<>("diagnose_capture", "Diagnosis",
                "Start here: all analyses in one pass, and from their findings the root causes, worst first: what is wrong, who "
                    + "has "
                + "to act, since when, how sure, which frames show it, what follows from it, what to do. Also the servers with "
                + "where their time goes, what was checked and found good, and what the capture cannot tell. focus narrows it to "
                + "an address, server, name, connection or frame.",
                DiagnosisArguments.class, DiagnosisTotals.class, DiagnosisAnswer.class, List.of(),
                (arguments, context) -> new DiagnosisReport(arguments, context, sources));
    }
}
