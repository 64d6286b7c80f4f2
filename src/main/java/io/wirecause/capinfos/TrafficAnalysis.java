package io.wirecause.capinfos;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What a capture holds: sizes, times, layers, conversations and endpoints. The pass itself finds what is wrong with a
 * capture.
 */
public final class TrafficAnalysis implements Analysis {
    private final int maxConversations;
    private final TrafficAnalyzer traffic;

    /** All traffic. */
    public TrafficAnalysis(ToolContext context) {
        this.maxConversations = context.limits().maxConnections();
        this.traffic = new TrafficAnalyzer(maxConversations);
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(traffic);
    }

    @Override
    public void finish(Pass.Reading reading) {
        // Counts are complete with the last packet.
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    /** What was counted. */
    TrafficAnalyzer seen() {
        return traffic;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (traffic.conversations.untracked() + traffic.endpoints.untracked() > 0) {
            notes.add("There are more than " + maxConversations + " conversations or addresses; "
                    + traffic.conversations.untracked() + " packets of further ones are not in their lists.");
        }
        if (traffic.layers.full()) {
            notes.add("There are more than " + LayerTree.MAX_NODES + " different stacks of layers; further ones are not listed.");
        }
        return notes;
    }
}
