package io.wirecause.compare;

import io.wirecause.analysis.Tool;
import io.wirecause.diagnosis.Source;
import java.util.List;

/** The tool {@code compare_captures}. */
public final class CompareTool {
    private CompareTool() {
    }

    /** The tool, over the analyses of these sources where it compares services. */
    public static Tool<?> over(List<Source> sources) {
        return new Tool<>("compare_captures", "Two captures compared",
                "Compares two captures. Of the same traffic at two points (client and server, both sides of a firewall or NAT, "
                + "two interfaces): what was lost, added, delayed, reordered or changed between them, with frames of both, "
                + "whatever the clocks. With relation=before_after, of the same services at two times (a good day and a bad "
                + "day): what got worse or differs beyond chance, which servers moved or are gone, which causes are new.",
                CompareArguments.class, CompareTotals.class, CompareAnswer.class, List.of(CompareFindingCode.values()),
                (arguments, context) -> arguments.relation() == CompareArguments.Relation.BEFORE_AFTER
                        ? new BeforeAfterReport(arguments, context, sources) : new SameTrafficReport(arguments, context));
    }
}
