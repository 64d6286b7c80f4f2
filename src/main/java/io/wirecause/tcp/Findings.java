package io.wirecause.tcp;

import io.wirecause.analysis.WatchedList;
import io.wirecause.report.Finding;
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
        return of(connections, connections.of(connections.stream().filter(Findings::isNotable).toList()), aboutCapture);
    }

    /** The same, where it is known which of them are {@link #isNotable}. */
    static List<Finding> of(WatchedList<Connection> connections, WatchedList<Connection> notable, List<Finding> aboutCapture) {
        FindingList list = new FindingList();
        Explained explained = new Explained();
        new SetupFindings(connections, notable, explained, list).add();
        new EndFindings(notable, explained, list).add();
        new FlowFindings(notable, explained, list).add();
        new StallFindings(notable, list).add();
        list.addAll(aboutCapture);
        new ViewFindings(notable, list).add();
        return list.worstFirst();
    }

    /**
     * Whether any rule can hit a connection. Most are healthy, and some twenty rules that each looked at all of them took
     * a third of the time of a call with many short connections.
     */
    private static boolean isNotable(Connection c) {
        return SetupFindings.concern(c) || EndFindings.concern(c) || FlowFindings.concern(c) || StallFindings.concern(c)
                || ViewFindings.concern(c);
    }
}
