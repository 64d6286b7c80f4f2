package io.pcaplens.tcp;

import io.pcaplens.analysis.WatchedList;
import io.pcaplens.report.Finding;
import java.util.List;

/** What is wrong with a set of connections: each rule group adds its findings, broader ones claiming connections first. */
final class Findings {
    private Findings() {
    }

    /**
     * Findings over all these connections, worst first.
     *
     * @param aboutCapture what is wrong with the capture as such
     */
    static List<Finding> of(WatchedList<Connection> connections, List<Finding> aboutCapture) {
        FindingList list = new FindingList();
        Explained explained = new Explained();
        new SetupFindings(connections, explained, list).add();
        new EndFindings(connections, explained, list).add();
        new FlowFindings(connections, explained, list).add();
        new StallFindings(connections, list).add();
        list.addAll(aboutCapture);
        new ViewFindings(connections, list).add();
        return list.worstFirst();
    }
}
