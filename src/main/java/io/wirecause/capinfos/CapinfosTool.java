package io.wirecause.capinfos;

import io.wirecause.analysis.Tool;
import java.util.List;

/** The tool {@code analyze_capinfos}. */
public final class CapinfosTool {
    /** The tool. */
    public static final Tool<CapinfosArguments> TOOL = new Tool<>("analyze_capinfos", "Capture overview",
            "Start here when nothing is known of a capture: what it holds and whether it is sound. Gives the facts of "
            + "capinfos (times, sizes, rates, interfaces, drops, comments, SHA-256), the protocol hierarchy, top "
            + "conversations and endpoints, packet sizes, traffic over time, and findings on the capture's quality. Then "
            + "use the tool of the protocol in question; this one does not look into protocols.",
            CapinfosArguments.class, CapinfosTotals.class, CapinfosAnswer.class, List.of(), CapinfosReport::new);

    private CapinfosTool() {
    }
}
