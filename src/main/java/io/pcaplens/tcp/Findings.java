package io.pcaplens.tcp;

import io.pcaplens.analysis.WatchedList;
import io.pcaplens.report.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        // A connection that a broader finding explains (a scan, a flood, a black hole) is not told again by a narrower one.
        Set<Connection> explained = new HashSet<>();
        new SetupFindings(connections, explained, list).add();
        new EndFindings(connections, explained, list).add();
        new FlowFindings(connections, explained, list).add();
        new StallFindings(connections, list).add();
        list.addAll(aboutCapture);
        new ViewFindings(connections, list).add();
        return list.worstFirst();
    }
}
